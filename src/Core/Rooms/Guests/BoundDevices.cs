using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Webinars.Rooms.Guests;

/// <summary>The devices on which one personal link works without a code, and the code that another one is asked for.</summary>
public sealed record BoundDevices(Guid Registration)
{
    /// <summary>One more, and the one that was bound first needs a code again.</summary>
    public const int Most = 5;
    public const int MostTries = 5;
    public const int MostCodesAnHour = 3;
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    /// <summary>Who presses twice gets one letter.</summary>
    private static readonly TimeSpan BetweenCodes = TimeSpan.FromMinutes(1);

    /// <summary>Of the registration: one that begins anew begins without devices.</summary>
    public int Round { get; init; }

    /// <summary>SHA-256 of what each holds, in hex; the newest last.</summary>
    public IReadOnlyList<string> Hashes { get; init; } = [];

    public AskedCode? Code { get; init; }

    /// <summary>When codes were sent, of the last hour.</summary>
    public IReadOnlyList<DateTimeOffset> Sent { get; init; } = [];

    [JsonIgnore]
    public long Version { get; init; }

    public BoundDevices In(int round) => Round == round ? this : this with { Round = round, Hashes = [], Code = null };

    public bool Has(string? secret) => secret is not null && Hashes.Contains(Hash(secret));

    public BoundDevices Bind(string secret) => this with { Hashes = [.. Hashes.TakeLast(Most - 1), Hash(secret)], Code = null };

    /// <summary>With a new code, unless one is on its way.</summary>
    /// <exception cref="RefusedException">too-fast: that many codes are enough for an hour.</exception>
    public BoundDevices Ask(DateTimeOffset now)
    {
        List<DateTimeOffset> sent = [.. Sent.Where(at => at > now.AddHours(-1))];
        if (IsOpen(now) && (sent.Count >= MostCodesAnHour || sent[^1] > now - BetweenCodes))
        {
            return this;
        }

        return sent.Count < MostCodesAnHour
            ? this with { Code = new AskedCode($"{Round}.{now.ToUnixTimeMilliseconds()}", now + CodeLife, 0), Sent = [.. sent, now] }
            : throw new RefusedException(Refusal.TooFast(sent[0].AddHours(1) - now));
    }

    /// <summary>A code may be typed now.</summary>
    public bool IsOpen(DateTimeOffset now) => Code is { Tries: < MostTries } code && now < code.Until;

    public BoundDevices Missed() => this with { Code = Code! with { Tries = Code.Tries + 1 } };

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <param name="Letter">Round of the letter that carries it: the code is made of that, and stored nowhere.</param>
public sealed record AskedCode(string Letter, DateTimeOffset Until, int Tries);
