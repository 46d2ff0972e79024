using System.Globalization;
using LiteDB;
using Webinars.Storage;

namespace Webinars.Adapters.LiteDb;

/// <summary>
/// How the port's nouns become rows: <c>doc {v, j, k}</c> (version, JSON, ids of its keys), <c>doc_key {i}</c> (whose, when unique),
/// <c>room_head {e, p}</c> (epoch, position), <c>room_event</c> (<see cref="EventRow"/>), <c>receipt {d, p}</c> (digest, position),
/// <c>delivery {k, j, d}</c> (kind, JSON, due in UTC ticks; empty when it has left), <c>delivery_due {}</c>.
/// </summary>
internal static class DraftRows
{
    /// <exception cref="StaleDocumentException"/>
    /// <exception cref="KeyTakenException"/>
    public static void Apply(this Draft draft, IReadOnlyList<Put> documents, IReadOnlyList<NewDelivery> deliveries)
    {
        foreach (var put in documents)
        {
            draft.Apply(put);
        }

        foreach (var delivery in deliveries.Where(delivery => draft.Get(Ids.Deliveries, delivery.Key) is null))
        {
            draft.SetDelivery(delivery.Key, delivery.Kind, delivery.Json, delivery.DueAt);
        }
    }

    private static void Apply(this Draft draft, Put put)
    {
        var place = Ids.Document(put.Kind, put.Id);
        var old = draft.Get(Ids.Documents, place);
        var version = old?["v"].AsInt64 ?? 0;
        if (put.Expected is not null && put.Expected != version)
        {
            throw new StaleDocumentException(put.Kind, put.Id);
        }

        var before = old?["k"].AsArray.Select(key => key.AsString).ToHashSet(StringComparer.Ordinal) ?? [];
        var after = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in put.Json is null ? [] : put.Keys)
        {
            var id = key.Unique ? Ids.UniqueKey(put.Kind, key.Index, key.Value) : Ids.Key(put.Kind, key.Index, key.Value, put.Id);
            if (!after.Add(id) || before.Contains(id))
            {
                continue;
            }

            if (key.Unique && draft.Get(Ids.Keys, id) is not null)
            {
                throw new KeyTakenException(put.Kind, key.Index);
            }

            draft.Set(Ids.Keys, id, key.Unique ? new BsonDocument { ["i"] = put.Id } : []);
        }

        foreach (var id in before.Except(after))
        {
            draft.Remove(Ids.Keys, id);
        }

        if (put.Json is not null)
        {
            var keys = new BsonArray(after.Select(id => new BsonValue(id)));
            draft.Set(Ids.Documents, place, new BsonDocument { ["v"] = version + 1, ["j"] = put.Json, ["k"] = keys });
        }
        else if (old is not null)
        {
            draft.Remove(Ids.Documents, place);
        }
    }

    public static void SetDelivery(this Draft draft, string key, string kind, string json, DateTimeOffset dueAt)
    {
        draft.Set(Ids.Deliveries, key, new BsonDocument { ["k"] = kind, ["j"] = json, ["d"] = dueAt.UtcTicks });
        draft.Set(Ids.DeliveriesDue, Ids.Due(kind, dueAt.UtcTicks, key), []);
    }

    /// <returns>False when it is not due at the time that was seen.</returns>
    public static bool MoveDelivery(this Draft draft, StoredDelivery seen, DateTimeOffset? dueAt, Batch with)
    {
        var place = Ids.Due(seen.Kind, seen.DueAt.UtcTicks, seen.Key);
        if (draft.Get(Ids.DeliveriesDue, place) is null)
        {
            return false;
        }

        draft.Remove(Ids.DeliveriesDue, place);
        if (dueAt is { } due)
        {
            draft.SetDelivery(seen.Key, seen.Kind, seen.Json, due);
        }
        else
        {
            draft.Set(Ids.Deliveries, seen.Key, []);
        }

        draft.Apply(with.Documents, with.Deliveries);
        return true;
    }

    public static LogHead? Head(this Draft draft, Guid room) => Head(draft.Get(Ids.Heads, Ids.Room(room)));

    public static LogHead? Head(BsonDocument? row) => row is null ? null : new LogHead(row["e"].AsString, row["p"].AsInt64);

    /// <summary>Everything after a position, drafted or saved.</summary>
    public static List<StoredEvent> Events(this Draft draft, Guid room, long after, long head) =>
        after >= head ? [] : [.. draft.Range(Ids.Events, Ids.Event(room, after + 1), Ids.Event(room, head)).SelectMany(EventRow.Read).Where(one => one.Position > after)];

    /// <summary>Appends to the log and moves its head; the log's first event makes its epoch.</summary>
    public static LogHead? Append(this Draft draft, Guid room, LogHead? head, IReadOnlyList<string> events)
    {
        if (events.Count == 0)
        {
            return head;
        }

        var before = head?.Position ?? 0;
        foreach (var (last, row) in EventRow.Of(events))
        {
            draft.Set(Ids.Events, Ids.Event(room, before + last), row);
        }

        head = new LogHead(head?.Epoch ?? Guid.NewGuid().ToString("n"), before + events.Count);
        draft.Set(Ids.Heads, Ids.Room(room), new BsonDocument { ["e"] = head.Epoch, ["p"] = head.Position });
        return head;
    }
}
