using Webinars.Nodes;
using Webinars.Storage;

namespace Webinars.Streaming.Broadcasting;

/// <summary>Which broadcast of all nodes may send for a webinar: a document with a lease, kept while it goes on. A node that is alone needs none.</summary>
public sealed class AirTime(IStore store, ThisNode node, INodeChannel others, TimeProvider time)
{
    /// <summary>So long the broadcast of a node that died keeps others off.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    public const string Kind = "broadcast";
    private static readonly TimeSpan Renewal = Lease / 3;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when it may send. One of the same host elsewhere is asked to give way, and waited for until its lease runs out.</summary>
    /// <exception cref="RefusedException">on-air: it is another host's; taken-over: the same host has begun a later one meanwhile.</exception>
    public async Task Take(Guid webinar, Guid host, Guid broadcast, CancellationToken ct)
    {
        var asked = false;
        while (!node.Alone)
        {
            var (document, sending) = await Read(webinar, ct);
            try
            {
                if (IsFree(sending, broadcast))
                {
                    await Save(new Sending(webinar, host, broadcast, time.GetUtcNow() + Lease, null), document, ct);
                    return;
                }

                if (sending!.Host != host)
                {
                    throw new RefusedException(Refusal.OnAir);
                }

                if (asked && sending.WantedBy is { } later && later != broadcast)
                {
                    throw new RefusedException(Refusal.TakenOver);
                }

                if (!asked || sending.WantedBy is null)
                {
                    await Save(sending with { WantedBy = broadcast }, document, ct);
                    others.Tell(new BroadcastWanted(webinar));
                    asked = true;
                }
            }
            catch (StaleDocumentException)
            {
                continue;
            }

            await Task.Delay(Look, time, ct);
        }
    }

    /// <summary>Keeps the lease of one that was taken. Returns when it must give way. While the store cannot be reached it goes on: the vendor takes one encoder at a time.</summary>
    /// <param name="over">It has ended by itself.</param>
    public async Task Hold(Guid webinar, Guid host, Guid broadcast, CancellationToken over)
    {
        if (node.Alone)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, over);
        }

        var wanted = new SemaphoreSlim(0);
        void Heard(NodeNews news)
        {
            if (news is BroadcastWanted one && one.Webinar == webinar)
            {
                wanted.Release();
            }
        }

        others.Heard += Heard;
        try
        {
            do
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(over);
                await Task.WhenAny(Task.Delay(Renewal, time, pause.Token), wanted.WaitAsync(pause.Token));
                await pause.CancelAsync();
                over.ThrowIfCancellationRequested();
            }
            while (await Renew(webinar, host, broadcast, over));
        }
        finally
        {
            others.Heard -= Heard;
        }
    }

    /// <summary>It is over. What cannot be saved runs out by itself. Never fails.</summary>
    public async Task Release(Guid webinar, Guid broadcast, CancellationToken ct)
    {
        if (node.Alone)
        {
            return;
        }

        try
        {
            await Retry.WhenStale(async () =>
            {
                var (document, sending) = await Read(webinar, ct);
                if (sending?.Broadcast == broadcast)
                {
                    await store.Commit(new Batch(new Put(Kind, document!.Id, null, document.Version)), ct);
                }

                return true;
            });
        }
        catch (Exception)
        {
            // Whoever waits for it waits for the end of its lease.
        }
    }

    /// <returns>False when it must give way.</returns>
    private async Task<bool> Renew(Guid webinar, Guid host, Guid broadcast, CancellationToken ct)
    {
        try
        {
            return await Retry.WhenStale(async () =>
            {
                var (document, sending) = await Read(webinar, ct);
                if (!IsFree(sending, broadcast) || sending is { WantedBy: not null })
                {
                    return false;
                }

                await Save(new Sending(webinar, host, broadcast, time.GetUtcNow() + Lease, null), document, ct);
                return true;
            });
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return true;
        }
    }

    private bool IsFree(Sending? sending, Guid broadcast) => sending is null || sending.Until <= time.GetUtcNow() || sending.Broadcast == broadcast;

    private async Task<(Document? Document, Sending? Sending)> Read(Guid webinar, CancellationToken ct)
    {
        var document = await store.Get(Kind, webinar.ToString("N"), ct);
        return (document, document.Read<Sending>());
    }

    /// <remarks>What a node that died has left is swept a while after nobody can want it any more.</remarks>
    private Task Save(Sending sending, Document? seen, CancellationToken ct) => store.Commit(
        new Batch(StoredJson.Put(Kind, sending.Webinar.ToString("N"), sending, seen?.Version ?? 0, [DocumentKey.Expires(sending.Until + Lease)])), ct);

    /// <param name="WantedBy">The broadcast of the same host that waits for this one to give way.</param>
    private sealed record Sending(Guid Webinar, Guid Host, Guid Broadcast, DateTimeOffset Until, Guid? WantedBy);
}
