using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Webinars.Adapters;
using Webinars.Adapters.Knock;

namespace Webinars.Web;

/// <summary>Keys and addresses that are there, but with which nothing would work. Values are never told.</summary>
internal static class KeyProblems
{
    public static IEnumerable<string> Find(IConfiguration configuration, IHostEnvironment environment)
    {
        var (publishable, secret, issuer) = (configuration["Clerk:PublishableKey"], configuration["Clerk:SecretKey"], configuration["Clerk:Issuer"]);
        if (Given(publishable) && Host(publishable!) is null)
        {
            yield return "The setting Clerk:PublishableKey must be pk_live_ or pk_test_ and the base64 of a host, as the dashboard shows it.";
        }
        else if (Given(publishable) && Uri.TryCreate(issuer, UriKind.Absolute, out var url) && url.AbsolutePath == "/" && url.Authority != Host(publishable!))
        {
            // With a path it is a proxy, which has a host of its own.
            yield return "The settings Clerk:PublishableKey and Clerk:Issuer are not of the same instance: the key names another host.";
        }

        if (Given(secret) && !IsKey(secret!, "sk"))
        {
            yield return "The setting Clerk:SecretKey must begin with sk_live_ or sk_test_.";
        }
        else if (Given(secret) && Given(publishable) && IsKey(publishable!, "pk") && secret![3..7] != publishable![3..7])
        {
            yield return "The settings Clerk:PublishableKey and Clerk:SecretKey are not of the same instance: one is of a test, the other is not.";
        }

        if (Given(secret) && secret!.StartsWith("sk_test_", StringComparison.Ordinal) && environment.IsProduction())
        {
            yield return "The setting Clerk:SecretKey is of a development instance, which Production does not take.";
        }

        foreach (var name in new[] { "Clerk:WebhookSecret", "Resend:WebhookSecret" }.Where(name => Given(configuration[name]) && !SvixSignature.IsSecret(configuration[name]!)))
        {
            yield return $"The setting {name} must be whsec_ and base64, as the dashboard shows it.";
        }

        if (Given(configuration["Mux:SigningKey"]) && !IsRsa(configuration["Mux:SigningKey"]!))
        {
            yield return "The setting Mux:SigningKey must be the base64 of an RSA private key in PEM, as Mux gives it.";
        }

        if (Given(configuration["Resend:From"]) && !MailAddress.TryCreate(configuration["Resend:From"], out _))
        {
            yield return "The setting Resend:From must be a mailbox such as Webinars <events@example.com>.";
        }

        if (Given(configuration["Knock:SigningKey"]) && !KnockKey.IsOne(configuration["Knock:SigningKey"]!))
        {
            yield return "The setting Knock:SigningKey must be an RSA key in PEM (PKCS#8), or its base64, as the dashboard gives it.";
        }

        if (Uri.TryCreate(configuration["Knock:BaseUrl"], UriKind.Absolute, out var notices) && notices.PathAndQuery != "/")
        {
            yield return "The setting Knock:BaseUrl must be an origin such as https://api.knock.app, without a path.";
        }

        foreach (var name in new[] { "Clerk:Issuer", "Clerk:BaseUrl", "Mux:BaseUrl", "Mux:StreamUrl", "Mux:ImageUrl", "Mux:SlateUrl", "Resend:BaseUrl", "Knock:BaseUrl" }.Where(name => Given(configuration[name])))
        {
            if (!Uri.TryCreate(configuration[name], UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal) || address.Query.Length > 0)
            {
                yield return $"The setting {name} must be an address such as https://example.com.";
            }
            else if (environment.IsProduction() && (address.IsLoopback || address.Scheme != Uri.UriSchemeHttps))
            {
                yield return $"The setting {name} points at a sandbox or at plain http, which Production does not take.";
            }
        }

        if (Given(configuration["Mux:IngestUrl"]) && !(Uri.TryCreate(configuration["Mux:IngestUrl"], UriKind.Absolute, out var ingest) && ingest.Scheme is "rtmp" or "rtmps" or "srt"))
        {
            yield return "The setting Mux:IngestUrl must begin with rtmps://, rtmp:// or srt://.";
        }
    }

    private static bool Given(string? value) => !string.IsNullOrWhiteSpace(value);

    private static bool IsKey(string key, string kind) =>
        key.StartsWith($"{kind}_live_", StringComparison.Ordinal) || key.StartsWith($"{kind}_test_", StringComparison.Ordinal);

    /// <returns>The host that a publishable key names; null when it is none.</returns>
    private static string? Host(string key)
    {
        var encoded = IsKey(key, "pk") ? key["pk_live_".Length..].TrimEnd('=') : "";
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded.PadRight((encoded.Length + 3) / 4 * 4, '='), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is [.. var host, '$'] && host.Contains('.', StringComparison.Ordinal) && !host.Contains('$', StringComparison.Ordinal)
            ? host
            : null;
    }

    private static bool IsRsa(string key)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(key)));
            return rsa.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
