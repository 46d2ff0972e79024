namespace Webinars.Text;

/// <summary>An address that somebody wants others to follow.</summary>
public static class WebLink
{
    private const int MaxLength = 2_000;

    /// <summary>Absolute, https, without a user name (which looks like a host where it is none); spelled as a browser would.</summary>
    /// <exception cref="RefusedException">invalid.</exception>
    public static Uri Clean(string? url, string field) =>
        url is { Length: <= MaxLength } && PlainText.IsWellFormed(url)
        && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps && link.UserInfo.Length == 0 && link.IdnHost.Length > 0
        && link.AbsoluteUri.Length <= MaxLength
            ? link
            : throw new RefusedException(Refusal.Invalid(field, $"A whole address that begins with https://, at most {MaxLength} characters."));
}
