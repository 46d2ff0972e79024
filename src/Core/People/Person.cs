using System.Text.Json.Serialization;

namespace Webinars.People;

/// <summary>Somebody. The id is ours; who signs them in is an attribute.</summary>
/// <param name="Subject">Their user id at the identity provider; null for people without an account.</param>
/// <param name="Email">Verified by the provider; null when it knows none of which that is true.</param>
public sealed record Person(Guid Id, string? Subject, string Name, string? Email, string? Picture)
{
    /// <summary>What somebody is called whose account was deleted.</summary>
    public const string Nobody = "Somebody";

    /// <summary>Their account was deleted: nobody signs in as them any more.</summary>
    public bool Gone { get; init; }

    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>As the provider knows them now.</summary>
    public Person As(DirectoryUser user) => this with { Name = user.DisplayName, Email = user.Email, Picture = user.Picture };

    /// <summary>Only the id stays: webinars and rooms refer to it.</summary>
    public Person Forgotten() => this with { Subject = null, Name = Nobody, Email = null, Picture = null, Gone = true };
}
