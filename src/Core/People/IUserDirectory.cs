using Webinars.Text;

namespace Webinars.People;

/// <summary>The identity provider's record of its users.</summary>
public interface IUserDirectory
{
    /// <returns>Null when the provider knows no such user.</returns>
    /// <exception cref="RefusedException">busy: the provider does not answer; try again.</exception>
    Task<DirectoryUser?> Find(string subject, CancellationToken ct);
}

/// <param name="Email">Verified: it is theirs. Null when none is.</param>
/// <param name="ChangedAt">The provider's time of their last change.</param>
public sealed record DirectoryUser(string Subject, string Name, string? Email, string? Picture, DateTimeOffset ChangedAt)
{
    /// <summary>The name as rooms show it. Never the e-mail address: names are public there.</summary>
    public string DisplayName
    {
        get
        {
            try
            {
                return PlainText.Clean(Name, 1, 80);
            }
            catch (RefusedException)
            {
                return "Guest";
            }
        }
    }
}
