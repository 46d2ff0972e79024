namespace Webinars.People;

/// <summary>The identity provider's record of its users.</summary>
public interface IUserDirectory
{
    /// <returns>Null when the provider knows no such user.</returns>
    /// <exception cref="RefusedException">busy: the provider does not answer; try again.</exception>
    Task<DirectoryUser?> Find(string subject, CancellationToken ct);
}

public sealed record DirectoryUser(string Subject, string Name, string? Email, string? Picture);
