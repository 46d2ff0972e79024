namespace Webinars.Adapters.Postgres;

/// <param name="QueueLimit">Commits that may wait for a connection; one more is refused as busy.</param>
internal sealed record StoreStart(int QueueLimit = 4096)
{
    /// <summary>How long a database may take until it answers.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
