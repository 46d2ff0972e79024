using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>The store's port in memory, for tests of the rooms above it: the same promises, but for durability.</summary>
public sealed class MemoryStore : IStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Id), (Document Document, IReadOnlyList<DocumentKey> Keys)> _documents = [];
    private readonly Dictionary<Guid, (string Epoch, List<StoredEvent> Events, Dictionary<string, (string Digest, long Position)> Receipts)> _rooms = [];
    private readonly Dictionary<string, StoredDelivery> _deliveries = [];

    /// <summary>Its own, which may be another than a node's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Task Commit(Batch batch, CancellationToken ct)
    {
        lock (_gate)
        {
            Check(batch.Documents);
            Apply(batch.Documents, batch.Deliveries);
            return Task.CompletedTask;
        }
    }

    public Task<TurnResult> Commit(ITurn turn, CancellationToken ct)
    {
        lock (_gate)
        {
            var (epoch, events, receipts) = _rooms.TryGetValue(turn.Room, out var room) ? room : (Guid.NewGuid().ToString("N"), [], []);
            var outcomes = new Outcome[turn.Receipts.Count];
            var fresh = Enumerable.Range(0, outcomes.Length).Where(i => Known(i) is null).ToList();
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = Known(i) ?? new Outcome(OutcomeKind.Undecided);
            }

            while (true)
            {
                var entries = turn.Decide([.. events.Where(one => one.Position > turn.Known)], fresh);
                if (entries.FirstOrDefault(entry => Fails(entry) is not null) is { } bad)
                {
                    outcomes[bad.Action] = new Outcome(OutcomeKind.Failed, Error: Fails(bad));
                    fresh.Remove(bad.Action);
                    continue;
                }

                foreach (var entry in entries)
                {
                    var first = entry.Events.Count == 0 ? 0 : events.Count + 1;
                    events.AddRange(entry.Events.Select((json, i) => new StoredEvent(events.Count + i + 1, json)).ToList());
                    Apply(entry.Documents, entry.Deliveries);
                    outcomes[entry.Action] = new Outcome(OutcomeKind.Committed, first);
                    if (turn.Receipts[entry.Action] is { } key)
                    {
                        receipts[key.Key] = (key.Digest, first);
                    }
                }

                break;
            }

            if (events.Count > 0)
            {
                _rooms[turn.Room] = (epoch, events, receipts);
            }

            return Task.FromResult(new TurnResult(
                events.Count > 0 ? new LogHead(epoch, events.Count) : null, [.. events.Where(one => one.Position > turn.Known)], outcomes));

            Outcome? Known(int action) => turn.Receipts[action] is { } key && receipts.TryGetValue(key.Key, out var known)
                ? new Outcome(known.Digest == key.Digest ? OutcomeKind.Duplicate : OutcomeKind.Conflict, known.Position)
                : null;
        }
    }

    public Task<Document?> Get(string kind, string id, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(_documents.TryGetValue((kind, id), out var found) ? found.Document : null);
        }
    }

    public Task<Document?> GetByKey(string kind, string index, string value, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(Keys(kind, index).Where(one => one.Value == value).Select(one => one.Document).FirstOrDefault());
        }
    }

    public Task<IReadOnlyList<Document>> Find(string kind, string index, string from, string to, int max, bool descending, CancellationToken ct)
    {
        lock (_gate)
        {
            var found = Keys(kind, index)
                .Where(one => string.CompareOrdinal(one.Value, from) >= 0 && string.CompareOrdinal(one.Value, to) < 0)
                .OrderBy(one => one.Value, StringComparer.Ordinal).ThenBy(one => one.Document.Id, StringComparer.Ordinal)
                .Select(one => one.Document);
            return Task.FromResult<IReadOnlyList<Document>>([.. (descending ? found.Reverse() : found).Take(max)]);
        }
    }

    public async Task<int> Count(string kind, string index, string from, string to, CancellationToken ct) =>
        (await Find(kind, index, from, to, int.MaxValue, descending: false, ct)).Count;

    public Task<IReadOnlyList<StoredEvent>> ReadLog(Guid room, long after, int max, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredEvent>>(
                _rooms.TryGetValue(room, out var found) ? [.. found.Events.Where(one => one.Position > after).Take(max)] : []);
        }
    }

    public Task<LogHead?> Head(Guid room, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(_rooms.TryGetValue(room, out var found) ? new LogHead(found.Epoch, found.Events.Count) : null);
        }
    }

    public Task<IReadOnlyDictionary<Guid, long>> Heads(IReadOnlyCollection<Guid> rooms, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyDictionary<Guid, long>>(rooms.Where(_rooms.ContainsKey).Distinct().ToDictionary(room => room, room => (long)_rooms[room].Events.Count));
        }
    }

    public Task<IReadOnlyList<StoredDelivery>> Due(string kind, DateTimeOffset now, int max, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredDelivery>>(
                [.. _deliveries.Values.Where(one => one.Kind == kind && one.DueAt <= now).OrderBy(one => one.DueAt).ThenBy(one => one.Key, StringComparer.Ordinal).Take(max)]);
        }
    }

    public Task<IReadOnlyList<DeliveryQueue>> Queues(DateTimeOffset now, int most, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DeliveryQueue>>([.. _deliveries.Values.Where(one => one.DueAt < DateTimeOffset.MaxValue)
                .GroupBy(one => one.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => new DeliveryQueue(
                    kind.Key,
                    Math.Min(most, kind.Count(one => one.DueAt <= now)),
                    kind.Where(one => one.DueAt <= now).Select(one => (DateTimeOffset?)one.DueAt).Min(),
                    Math.Min(most, kind.Count(one => one.DueAt > now))))]);
        }
    }

    public Task<bool> Move(StoredDelivery seen, DateTimeOffset? dueAt, Batch with, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_deliveries.GetValueOrDefault(seen.Key)?.DueAt != seen.DueAt)
            {
                return Task.FromResult(false);
            }

            Check(with.Documents);
            _deliveries[seen.Key] = seen with { DueAt = dueAt ?? DateTimeOffset.MaxValue };
            Apply(with.Documents, with.Deliveries);
            return Task.FromResult(true);
        }
    }

    public Task<DateTimeOffset> Now(CancellationToken ct) => Task.FromResult(Clock.GetUtcNow());

    public Task Probe(CancellationToken ct) => Task.CompletedTask;

    private IEnumerable<(string Value, Document Document)> Keys(string kind, string index) => _documents.Values
        .Where(one => one.Document.Kind == kind)
        .SelectMany(one => one.Keys.Where(key => key.Index == index).Select(key => (key.Value, one.Document)));

    private Exception? Fails(TurnEntry entry)
    {
        try
        {
            Check(entry.Documents);
            return null;
        }
        catch (Exception error) when (error is StaleDocumentException or KeyTakenException)
        {
            return error;
        }
    }

    private void Check(IReadOnlyList<Put> puts)
    {
        foreach (var put in puts)
        {
            var version = _documents.TryGetValue((put.Kind, put.Id), out var found) ? found.Document.Version : 0;
            if (put.Expected is { } expected && expected != version)
            {
                throw new StaleDocumentException(put.Kind, put.Id);
            }

            foreach (var key in put.Keys.Where(key => key.Unique && Keys(put.Kind, key.Index).Any(one => one.Value == key.Value && one.Document.Id != put.Id)))
            {
                throw new KeyTakenException(put.Kind, key.Index);
            }
        }
    }

    private void Apply(IReadOnlyList<Put> puts, IReadOnlyList<NewDelivery> deliveries)
    {
        foreach (var put in puts)
        {
            var version = _documents.TryGetValue((put.Kind, put.Id), out var found) ? found.Document.Version : 0;
            if (put.Json is null)
            {
                _documents.Remove((put.Kind, put.Id));
            }
            else
            {
                _documents[(put.Kind, put.Id)] = (new Document(put.Kind, put.Id, version + 1, put.Json), put.Keys);
            }
        }

        foreach (var delivery in deliveries)
        {
            _deliveries.TryAdd(delivery.Key, new StoredDelivery(delivery.Key, delivery.Kind, delivery.Json, delivery.DueAt));
        }
    }
}
