using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters.Mux;

/// <summary><c>Mux-Signature: t=…,v1=hex(HMAC-SHA256(secret, t.body))</c>. Source: Mux guide "Verify webhook signatures".</summary>
internal static class MuxSignature
{
    /// <summary>Both ways: a message from the future could be replayed until then.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <returns>False when it is forged or stale.</returns>
    public static bool IsGenuine(ReadOnlySpan<byte> body, string? signature, string secret, DateTimeOffset now)
    {
        var pairs = (signature ?? "").Split(',').Select(part => part.Split('=', 2)).ToList();
        var parts = pairs.ToLookup(pair => pair[0], pair => pair[^1]);
        if (pairs.Exists(pair => pair.Length < 2)
            || parts["t"].ToList() is not [var timestamp]
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        // The text that was sent, not the number that it spells: 01 is not what was signed as 1.
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body];
        var expected = Encoding.UTF8.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        var genuine = false;
        foreach (var given in parts["v1"])
        {
            genuine |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected);
        }

        return genuine;
    }
}
