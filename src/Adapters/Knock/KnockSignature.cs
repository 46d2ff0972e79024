using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters.Knock;

/// <summary>
/// <c>x-knock-signature: t=milliseconds,s=base64(HMAC-SHA256(secret, t.body))</c>, in exactly this form. Source: Knock docs "Outbound webhooks", verifying the signature.
/// </summary>
internal static class KnockSignature
{
    /// <summary>Both ways: a message from the future could be replayed until then.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <returns>False when it is forged or stale.</returns>
    public static bool IsGenuine(ReadOnlySpan<byte> body, string? signature, string secret, DateTimeOffset now)
    {
        // Base64 has = but no comma.
        if ((signature ?? "").Split(',') is not [['t', '=', .. var timestamp], ['s', '=', .. var given]]
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || Math.Abs(now.ToUnixTimeMilliseconds() - milliseconds) > Tolerance.TotalMilliseconds)
        {
            return false;
        }

        // The text that was sent, not the number that it spells: 01 is not what was signed as 1. Nor is base64 decoded: many texts decode to the same bytes.
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body];
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
    }
}
