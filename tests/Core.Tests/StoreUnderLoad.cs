using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>A store that lets others go first at every call, whose queue can be full, and which can be out of reach for readers.</summary>
public sealed class StoreUnderLoad(IStore store) : IStore
{
    private int _full;
    private int _unreadable;

    /// <summary>That many turns from now on are answered with busy.</summary>
    public int FullFor
    {
        get => Volatile.Read(ref _full);
        set => Volatile.Write(ref _full, value);
    }

    /// <summary>That many readings of a log from now on fail.</summary>
    public int UnreadableFor
    {
        get => Volatile.Read(ref _unreadable);
        set => Volatile.Write(ref _unreadable, value);
    }

    /// <summary>Batches that were saved.</summary>
    public int Batches { get; private set; }

    /// <summary>That many batches from now on are answered with busy.</summary>
    public int FullForBatches { get; set; }

    /// <summary>What happens just before a batch is saved.</summary>
    public Func<Batch, Task> BeforeBatch { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens just before a delivery is moved to a time, or (null) off the queue.</summary>
    public Func<DateTimeOffset?, Task> BeforeMove { get; set; } = _ => Task.CompletedTask;

    public async Task Commit(Batch batch, CancellationToken ct)
    {
        await Task.Yield();
        await BeforeBatch(batch);
        if (FullForBatches > 0)
        {
            FullForBatches--;
            throw new StoreBusyException();
        }

        await store.Commit(batch, ct);
        Batches++;
    }

    public async Task<TurnResult> Commit(ITurn turn, CancellationToken ct)
    {
        await Task.Yield();
        return Interlocked.Decrement(ref _full) >= 0 ? throw new StoreBusyException() : await store.Commit(turn, ct);
    }

    public async Task<Document?> Get(string kind, string id, CancellationToken ct)
    {
        await Task.Yield();
        return await store.Get(kind, id, ct);
    }

    public async Task<Document?> GetByKey(string kind, string index, string value, CancellationToken ct)
    {
        await Task.Yield();
        return await store.GetByKey(kind, index, value, ct);
    }

    public async Task<IReadOnlyList<Document>> Find(string kind, string index, string from, string to, int max, bool descending, CancellationToken ct)
    {
        await Task.Yield();
        return await store.Find(kind, index, from, to, max, descending, ct);
    }

    public Task<int> Count(string kind, string index, string from, string to, CancellationToken ct) => store.Count(kind, index, from, to, ct);

    public async Task<IReadOnlyList<StoredEvent>> ReadLog(Guid room, long after, int max, CancellationToken ct)
    {
        await Task.Yield();
        return Interlocked.Decrement(ref _unreadable) >= 0 ? throw new IOException("Out of reach.") : await store.ReadLog(room, after, max, ct);
    }

    public async Task<LogHead?> Head(Guid room, CancellationToken ct)
    {
        await Task.Yield();
        return await store.Head(room, ct);
    }

    public Task<IReadOnlyDictionary<Guid, long>> Heads(IReadOnlyCollection<Guid> rooms, CancellationToken ct) => store.Heads(rooms, ct);

    public Task<IReadOnlyList<StoredDelivery>> Due(string kind, DateTimeOffset now, int max, CancellationToken ct) => store.Due(kind, now, max, ct);

    public Task<IReadOnlyList<DeliveryQueue>> Queues(DateTimeOffset now, int most, CancellationToken ct) => store.Queues(now, most, ct);

    public async Task<bool> Move(StoredDelivery seen, DateTimeOffset? dueAt, Batch with, CancellationToken ct)
    {
        await BeforeMove(dueAt);
        return await store.Move(seen, dueAt, with, ct);
    }

    public Task<DateTimeOffset> Now(CancellationToken ct) => store.Now(ct);

    public Task Probe(CancellationToken ct) => store.Probe(ct);
}
