using System.Collections.Concurrent;
using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>Lets the deliveries of one lane leave so many a second from all nodes together: the store holds when the next one may.</summary>
public sealed class SendSlots(IStore store, TimeProvider time)
{
    private const string Kind = "send-slot";

    /// <summary>Each node takes one slot ahead, and there are never this many: what is later was noted by a clock that was wrong, and nobody waits for it.</summary>
    private const int MostAhead = 100;

    /// <summary>Those of one node stand in line here, so that only nodes race for the document.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _lines = new();

    /// <summary>Returns when it may leave.</summary>
    public async Task Wait(string lane, double perSecond, CancellationToken ct)
    {
        var line = _lines.GetOrAdd(lane, _ => new SemaphoreSlim(1));
        await line.WaitAsync(ct);
        try
        {
            var at = await Retry.WhenStale(async () =>
            {
                var document = await store.Get(Kind, lane, ct);
                var (now, free) = (time.GetUtcNow(), document.Read<Slot>()?.FreeAt ?? DateTimeOffset.MinValue);
                var interval = TimeSpan.FromSeconds(1 / perSecond);
                var mine = free > now && free < now + (MostAhead * interval) ? free : now;
                await store.Commit(new Batch(StoredJson.Put(Kind, lane, new Slot(mine + interval), document?.Version ?? 0, [])), ct);
                return mine;
            });
            var wait = at - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, ct);
            }
        }
        finally
        {
            line.Release();
        }
    }

    private sealed record Slot(DateTimeOffset FreeAt);
}
