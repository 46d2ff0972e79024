using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Webinars.Notifications;

namespace Webinars.Adapters.Knock;

/// <summary>Signs user tokens: an RS256 JWT with <c>sub</c>, <c>iat</c> and <c>exp</c>. It opens its subject's feed and nobody else's.</summary>
/// <remarks>Source: Knock docs "Security and authentication", enhanced security.</remarks>
internal sealed class KnockPasses : INotificationPasses, IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly RSA _key;
    private readonly KnockOptions _options;
    private readonly TimeProvider _time;

    public KnockPasses(IOptions<KnockOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _key = KnockKey.Read(_options.SigningKey);
    }

    public NotificationPass Make(Guid person)
    {
        var now = _time.GetUtcNow();
        var (user, expiresAt) = (KnockCall.Id(person), now + Life);
        var token = SignedToken.Of(new { sub = user, iat = now.ToUnixTimeSeconds(), exp = expiresAt.ToUnixTimeSeconds() }, _key);
        return new NotificationPass(new Uri(_options.BaseUrl).GetLeftPart(UriPartial.Authority), _options.PublicKey, _options.FeedChannelId, user, token, expiresAt);
    }

    public void Dispose() => _key.Dispose();
}
