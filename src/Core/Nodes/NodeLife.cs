using System.Text.Json.Serialization;

namespace Webinars.Nodes;

/// <summary>What a node says of itself in the store. Silent for longer than <see cref="NodesBook.Lease"/>, it is dead.</summary>
public sealed record NodeLife(Guid Node, DateTimeOffset AliveAt)
{
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Of the program.</summary>
    public string Build { get; init; } = "";

    public string Machine { get; init; } = "";

    public string Url { get; init; } = "";

    /// <summary>Whether it hears the others.</summary>
    public NodeLink Link { get; init; }

    /// <summary>Its settings were found good: others must have the same. Before, it may yet refuse to start.</summary>
    public bool Joined { get; init; }

    /// <summary>Setting → fingerprint.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Of the document.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}
