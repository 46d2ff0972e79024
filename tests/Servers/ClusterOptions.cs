namespace Webinars.Servers;

/// <summary>How a cluster is made.</summary>
public sealed record ClusterOptions
{
    public int Nodes { get; init; } = 2;

    /// <summary>Where everything lies, with its logs and pids, and stays; null: in temporary folders.</summary>
    public string? Folder { get; init; }

    /// <summary>Of the balancer; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>The file of the product's program that all nodes begin with.</summary>
    public string Program { get; init; } = Built.Program("Web");

    /// <summary>Beside those that hold it together, or instead of them, by the names of environment variables; null: not set.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
