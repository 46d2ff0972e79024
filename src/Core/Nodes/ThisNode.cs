namespace Webinars.Nodes;

/// <summary>This process among those of its deployment.</summary>
/// <param name="Alone">The store is this process's own: there are no other nodes, and nothing need be shared with any.</param>
public sealed record ThisNode(bool Alone)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Of the program.</summary>
    public string Build { get; init; } = "";

    /// <summary>Where it runs.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Where browsers find it, which is where they find all.</summary>
    public string Url { get; init; } = "";

    /// <summary>What all nodes must have alike.</summary>
    public IReadOnlyList<SharedSetting> Settings { get; init; } = [];

    /// <summary>Names of settings that may differ now: one is being changed, node after node.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];
}

/// <param name="Value">May be a secret: only a fingerprint of it leaves this process.</param>
/// <param name="Breaks">With two values of it a promise would be broken, so a node with another one does not start; else it says so in the log.</param>
public sealed record SharedSetting(string Name, string Value, bool Breaks);
