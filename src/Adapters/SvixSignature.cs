using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters;

/// <summary>
/// The signature of vendors that send their webhooks through Svix: <c>v1,base64(HMAC-SHA256(key, id.timestamp.body))</c> in <c>svix-signature</c>,
/// several separated by spaces while a secret is being changed; the unbranded headers <c>webhook-*</c> mean the same.
/// Source: Svix docs "Verifying payloads manually", standardwebhooks.com.
/// </summary>
public static class SvixSignature
{
    private const string Prefix = "whsec_";

    /// <summary>Both ways: a message from the future could be replayed until then.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="secret"><c>whsec_…</c>, base64.</param>
    /// <returns>The message's id, the same on every attempt; null when it is forged or stale.</returns>
    public static string? Verify(ReadOnlySpan<byte> body, Func<string, string?> header, string secret, DateTimeOffset now)
    {
        if ((Headers("svix", header) ?? Headers("webhook", header)) is not { } given
            || Key(secret) is not { } key
            || !long.TryParse(given.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return null;
        }

        // The text that was sent, not the number that it spells: 01 is not what was signed as 1. Nor is base64 decoded: many texts decode to the same bytes.
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{given.Id}.{given.Timestamp}."), .. body];
        var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        var genuine = false;
        foreach (var one in given.Signature.Split(' '))
        {
            if (one.Length == 0)
            {
                return null;
            }

            genuine |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), expected);
        }

        return genuine ? given.Id : null;
    }

    /// <summary>Whether something can be verified with it.</summary>
    public static bool IsSecret(string secret) => Key(secret) is not null;

    private static byte[]? Key(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal) && secret[Prefix.Length..] is { Length: > 0 } text && Base64.IsValid(text)
            ? Convert.FromBase64String(text)
            : null;

    private static (string Id, string Timestamp, string Signature)? Headers(string brand, Func<string, string?> header) =>
        header(brand + "-id") is { Length: > 0 } id && header(brand + "-timestamp") is { } timestamp && header(brand + "-signature") is { } signature
            ? (id, timestamp, signature)
            : null;
}
