using System.Text;

namespace Webinars.Web.Pages;

/// <summary>What clerk-js must know; all of it is public.</summary>
/// <param name="ProxyUrl">Where its API is when that is not the host that the key names; a path when it is ours.</param>
public sealed record ClerkInBrowser(string PublishableKey, string? ProxyUrl)
{
    public static ClerkInBrowser From(IConfiguration configuration, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(request);
        var key = configuration["Clerk:PublishableKey"] ?? "";
        var issuer = (configuration["Clerk:Issuer"] ?? "").TrimEnd('/');
        if (issuer.Length == 0 || issuer.Equals($"https://{HostOf(key)}", StringComparison.OrdinalIgnoreCase))
        {
            return new ClerkInBrowser(key, null);
        }

        var own = $"{request.Scheme}://{request.Host}/";
        return new ClerkInBrowser(key, issuer.StartsWith(own, StringComparison.OrdinalIgnoreCase) ? issuer[(own.Length - 1)..] : issuer);
    }

    /// <summary>A key is <c>pk_live_</c> or <c>pk_test_</c> and the base64 of <c>host$</c>, often without its padding.</summary>
    private static string HostOf(string key)
    {
        var encoded = key.Split('_', 3) is [_, _, var last] ? last : "";
        var padded = encoded.PadRight((encoded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('$') : "";
    }
}
