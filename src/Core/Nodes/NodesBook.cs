using Webinars.Storage;

namespace Webinars.Nodes;

/// <summary>Which nodes there are: one document each, found by the time of its last sign of life.</summary>
public sealed class NodesBook(IStore store, ThisNode node, INodeChannel others, TimeProvider time)
{
    /// <summary>Between two signs of life.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Who was silent for longer is dead. Its document stays until attendance has ended its open visits, then it is deleted.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    private const string Kind = "node";
    private const string ByLife = "alive";

    /// <summary>More than there ever are.</summary>
    private const int Most = 1000;
    private NodeLife _self = new(node.Id, DateTimeOffset.MinValue)
    {
        StartedAt = time.GetUtcNow(),
        Build = node.Build,
        Machine = node.Machine,
        Url = node.Url,
        Accepted = node.Accepted,
        Joined = node.Alone,
    };

    public NodeLife Self => Volatile.Read(ref _self);

    /// <summary>Saves this, and a sign of life of this node if it is time for one; nothing when there is neither.</summary>
    /// <exception cref="StaleDocumentException">What was to be saved has changed meanwhile.</exception>
    public async Task Save(IReadOnlyList<Put> puts, CancellationToken ct)
    {
        var (now, self) = (time.GetUtcNow(), Self);
        if (now - self.AliveAt >= Beat)
        {
            await Save(self with { AliveAt = now }, puts, ct);
        }
        else if (puts.Count > 0)
        {
            await store.Commit(new Batch([.. puts]), ct);
        }
    }

    /// <summary>Says these things of itself from now on.</summary>
    public Task Say(IReadOnlyDictionary<string, string> settings, bool joined, CancellationToken ct) =>
        Save(Self with { AliveAt = time.GetUtcNow(), Settings = settings, Joined = joined }, [], ct);

    /// <summary>An orderly end.</summary>
    public Task Leave(CancellationToken ct) => store.Commit(new Batch(Gone(Self)), ct);

    /// <summary>The others that gave a sign of life not longer ago than this.</summary>
    public async Task<IReadOnlyList<NodeLife>> Others(TimeSpan within, CancellationToken ct) =>
        [.. (await Find(TimeKey.Of(time.GetUtcNow() - within), TimeKey.End, Most, ct)).Where(life => life.Node != node.Id)];

    /// <summary>The others that are dead.</summary>
    public async Task<IReadOnlyList<NodeLife>> Dead(int max, CancellationToken ct) =>
        [.. (await Find("", TimeKey.Of(time.GetUtcNow() - Lease), max, ct)).Where(life => life.Node != node.Id)];

    /// <summary>Of one that was read: deleted only as it was.</summary>
    public static Put Gone(NodeLife life) => new(Kind, life.Node.ToString("N"), null, life.Version == 0 ? null : life.Version);

    private async Task Save(NodeLife life, IReadOnlyList<Put> with, CancellationToken ct)
    {
        life = life with { Link = others.Link };
        await store.Commit(new Batch([.. with, StoredJson.Put(Kind, life.Node.ToString("N"), life, null, [new DocumentKey(ByLife, TimeKey.Of(life.AliveAt))])]), ct);
        Volatile.Write(ref _self, life);
    }

    private async Task<IEnumerable<NodeLife>> Find(string from, string to, int max, CancellationToken ct) =>
        (await store.Find(Kind, ByLife, from, to, max, descending: false, ct)).Select(document => document.Read<NodeLife>()! with { Version = document.Version });
}
