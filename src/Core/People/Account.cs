using System.Text.Json.Serialization;

namespace Webinars.People;

/// <summary>
/// How far we know a user of the identity provider: puts its messages in order, and keeps a late one from bringing back whoever was deleted.
/// Says nothing of who they are, nor which person of ours they were.
/// </summary>
/// <param name="KnownAt">The provider's time of the newest state that we took.</param>
public sealed record Account(string Subject, DateTimeOffset KnownAt, bool Closed = false)
{
    [JsonIgnore]
    public long Version { get; init; }
}
