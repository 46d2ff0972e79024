using System.Text.Json;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>Who may play, of those whose token names this restriction in <c>playback_restriction_id</c>.</summary>
/// <param name="AllowedDomains">Hosts of the pages that may hold the player: a name, <c>*.example.com</c> for those below it, or <c>*</c> for all.</param>
/// <param name="AllowNoReferrer">Whether a request that does not say where it comes from is let in.</param>
/// <param name="AllowHighRiskUserAgent">Only given back: what counts as high risk is known to Mux alone.</param>
public sealed record PlaybackRestriction(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, IReadOnlyList<string> AllowedDomains, bool AllowNoReferrer, bool AllowNoUserAgent, bool AllowHighRiskUserAgent)
{
    /// <exception cref="MuxException">403, with the reason.</exception>
    public void Judge(HttpRequest request)
    {
        if (!Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page) ? !AllowNoReferrer : !AllowedDomains.Any(domain => Holds(domain, page.Host)))
        {
            throw MuxException.Forbidden("The playback restriction does not allow this page");
        }

        if (!AllowNoUserAgent && request.Headers.UserAgent.Count == 0)
        {
            throw MuxException.Forbidden("The playback restriction asks for a user agent");
        }
    }

    private static bool Holds(string domain, string host) =>
        domain == "*" || domain.Equals(host, StringComparison.OrdinalIgnoreCase)
        || (domain.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(domain[1..], StringComparison.OrdinalIgnoreCase));
}

internal static class PlaybackRestrictions
{
    /// <summary>The restriction that a token names; null when it names none.</summary>
    /// <exception cref="MuxException">403: there is no such restriction.</exception>
    public static PlaybackRestriction? Restriction(this MuxState state, JsonElement claims) =>
        claims.TryGetProperty("playback_restriction_id", out var id)
            ? state.Restrictions.Find(x => x.Id == id.ToString()) ?? throw MuxException.Forbidden("The token's playback restriction does not exist")
            : null;
}
