using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Telemetry;

namespace Webinars.Storage;

/// <summary>The store with a clock: how long commits take, how many are waited for, how many fail.</summary>
public sealed class MeasuredStore : IStore
{
    private readonly IStore _store;
    private int _waiting;

    public MeasuredStore(IStore store)
    {
        _store = store;
        Instruments.Meter.CreateObservableGauge("webinars.store.waiting", () => Volatile.Read(ref _waiting), "{commit}", "Commits that somebody waits for.");
    }

    public Task Commit(Batch batch, CancellationToken ct) => Measure("batch", async () =>
    {
        await _store.Commit(batch, ct);
        return true;
    });

    public Task<TurnResult> Commit(ITurn turn, CancellationToken ct)
    {
        Instruments.TurnSize.Record(turn.Receipts.Count);
        return Measure("turn", () => _store.Commit(turn, ct));
    }

    public Task<bool> Move(StoredDelivery seen, DateTimeOffset? dueAt, Batch with, CancellationToken ct) => Measure("move", () => _store.Move(seen, dueAt, with, ct));

    public Task<Document?> Get(string kind, string id, CancellationToken ct) => _store.Get(kind, id, ct);

    public Task<Document?> GetByKey(string kind, string index, string value, CancellationToken ct) => _store.GetByKey(kind, index, value, ct);

    public Task<IReadOnlyList<Document>> Find(string kind, string index, string from, string to, int max, bool descending, CancellationToken ct) =>
        _store.Find(kind, index, from, to, max, descending, ct);

    public Task<int> Count(string kind, string index, string from, string to, CancellationToken ct) => _store.Count(kind, index, from, to, ct);

    public Task<IReadOnlyList<StoredEvent>> ReadLog(Guid room, long after, int max, CancellationToken ct) => _store.ReadLog(room, after, max, ct);

    public Task<LogHead?> Head(Guid room, CancellationToken ct) => _store.Head(room, ct);

    public Task<IReadOnlyDictionary<Guid, long>> Heads(IReadOnlyCollection<Guid> rooms, CancellationToken ct) => _store.Heads(rooms, ct);

    public Task<IReadOnlyList<StoredDelivery>> Due(string kind, DateTimeOffset now, int max, CancellationToken ct) => _store.Due(kind, now, max, ct);

    public Task<IReadOnlyList<DeliveryQueue>> Queues(DateTimeOffset now, int most, CancellationToken ct) => _store.Queues(now, most, ct);

    public Task<DateTimeOffset> Now(CancellationToken ct) => _store.Now(ct);

    public Task Probe(CancellationToken ct) => _store.Probe(ct);

    private async Task<T> Measure<T>(string operation, Func<Task<T>> commit)
    {
        using var span = Traces.Part("store.commit")?.SetTag("operation", operation);
        var begun = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _waiting);
        try
        {
            var result = await commit();
            Instruments.Commits.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, Instruments.Tag("operation", operation));
            return result;
        }
        catch (Exception error) when (error is not (StaleDocumentException or KeyTakenException or BadTextException or OperationCanceledException))
        {
            Instruments.StoreFailures.Add(1);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

public static class MeasuredStoreServices
{
    /// <summary>Puts the clock around the store that was added before.</summary>
    public static IServiceCollection MeasureStore(this IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IStore));
        services.Remove(real);
        if (real.ImplementationType is { } type)
        {
            services.AddSingleton(type);
        }

        return services.AddSingleton<IStore>(provider => new MeasuredStore((IStore)(real.ImplementationFactory?.Invoke(provider) ?? provider.GetRequiredService(real.ImplementationType!))));
    }
}
