using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Webinars.Adapters.Clerk;

/// <summary>The public keys of the instance's session tokens, as <c>/.well-known/jwks.json</c> lists them.</summary>
/// <remarks>
/// A key that is not known is asked for, so that a rotation is noticed with its first token; but a flood of tokens with made-up ids asks Clerk
/// once a minute, not once a token. While Clerk does not answer, the keys that are known stay good.
/// </remarks>
internal sealed partial class ClerkKeySet(IHttpClientFactory http, IOptions<ClerkOptions> options, TimeProvider time, ILogger<ClerkKeySet> logger)
{
    public const string Client = "clerk-jwks";

    /// <summary>After this a key that was withdrawn is good no more.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>While there are no keys at all: nobody can sign in.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile Dictionary<string, SecurityKey>? _keys;
    private Task _asking = Task.CompletedTask;
    private DateTimeOffset _askAgain;
    private DateTimeOffset _freshUntil;

    /// <returns>Null for one that is not among those known now.</returns>
    public SecurityKey? Known(string? id) => id is not null && _keys is { } keys ? keys.GetValueOrDefault(id) : null;

    /// <summary>Asks Clerk for its keys when it is time to, and waits for it when this one is not known.</summary>
    /// <exception cref="RefusedException">busy: nothing is known yet and Clerk does not answer.</exception>
    public async Task Learn(string id, CancellationToken ct)
    {
        var known = Known(id) is not null;
        Task asking;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_asking.IsCompleted && now >= (known ? _freshUntil : _askAgain))
            {
                _asking = Ask();
            }

            asking = _asking;
        }

        if (!known)
        {
            await asking.WaitAsync(ct);
        }

        if (_keys is null)
        {
            throw new RefusedException(Refusal.Busy with { RetryAfter = FirstPause });
        }
    }

    private async Task Ask()
    {
        // Whoever asks is not kept, and holds the gate.
        await Task.Yield();
        var fresh = Pause;
        try
        {
            using var client = http.CreateClient(Client);
            var told = new JsonWebKeySet(await client.GetStringAsync($"{options.Value.Issuer.TrimEnd('/')}/.well-known/jwks.json"));
            var keys = told.GetSigningKeys().Where(key => key.KeyId is not null).ToDictionary(key => key.KeyId);

            // An instance has one at least: this is an answer of something that stands before it.
            _keys = keys.Count > 0 ? keys : throw new HttpRequestException("No keys.");
            fresh = Fresh;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or ArgumentException)
        {
            Log.NoAnswer(logger, new Uri(options.Value.Issuer).Host, error.GetType().Name);
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            _askAgain = now + (_keys is null ? FirstPause : Pause);
            _freshUntil = now + fresh;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Host} does not tell its keys ({Error}); those that are known stay good")]
        public static partial void NoAnswer(ILogger logger, string host, string error);
    }
}
