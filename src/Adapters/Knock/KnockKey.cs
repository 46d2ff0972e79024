using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters.Knock;

/// <summary>The signing key of a Knock environment: RSA, PKCS#8, as PEM or as base64 of it. The dashboard gives it in either form.</summary>
public static class KnockKey
{
    /// <summary>Whether something can be signed with it.</summary>
    public static bool IsOne(string text)
    {
        try
        {
            using var key = Read(text);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or CryptographicException)
        {
            return false;
        }
    }

    internal static RSA Read(string text)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(text.TrimStart().StartsWith("-----", StringComparison.Ordinal) ? text : Encoding.UTF8.GetString(Convert.FromBase64String(text)));

            // A public key reads as well.
            return key.ExportParameters(includePrivateParameters: true).D is null ? throw new CryptographicException("Not a private key.") : key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
