using System.Collections.Concurrent;
using Webinars.Storage;

namespace Webinars.Nodes;

/// <summary>What one node does for all: whoever comes first holds a duty for as long as it goes on asking; another takes it over when its lease has run out, or was given back.</summary>
/// <remarks>
/// It keeps work from being done twice as often, and is no lock: a node that was held up may find at its next look that it holds a duty no more. What is done must be right when two do it.
/// </remarks>
public sealed class Duties(IStore store, ThisNode node, TimeProvider time)
{
    /// <summary>So long a duty of a node that died rests.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private const string Kind = "duty";
    private readonly ConcurrentDictionary<string, DateTimeOffset> _mine = new();

    /// <summary>Asked before each round of the work. A node that is alone has every duty, and the store is not asked.</summary>
    public async Task<bool> IsMine(string duty, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (node.Alone || (_mine.TryGetValue(duty, out var until) && until - now > Lease / 2))
        {
            return true;
        }

        var document = await store.Get(Kind, duty, ct);
        if (document.Read<Held>() is { } held && held.Node != node.Id && held.Until > now)
        {
            _mine.TryRemove(duty, out _);
            return false;
        }

        try
        {
            await store.Commit(new Batch(StoredJson.Put(Kind, duty, new Held(node.Id, now + Lease), document?.Version ?? 0, [])), ct);
            _mine[duty] = now + Lease;
            return true;
        }
        catch (StaleDocumentException)
        {
            // Another was quicker.
            _mine.TryRemove(duty, out _);
            return false;
        }
    }

    /// <summary>An orderly end: another may have it at once.</summary>
    public async Task GiveBack(string duty, CancellationToken ct)
    {
        if (!_mine.TryRemove(duty, out _) || await store.Get(Kind, duty, ct) is not { } document || document.Read<Held>()!.Node != node.Id)
        {
            return;
        }

        try
        {
            await store.Commit(new Batch(new Put(Kind, duty, null, document.Version)), ct);
        }
        catch (StaleDocumentException)
        {
            // It has another already.
        }
    }

    private sealed record Held(Guid Node, DateTimeOffset Until);
}
