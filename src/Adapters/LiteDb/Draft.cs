using LiteDB;
using LiteDB.Engine;

namespace Webinars.Adapters.LiteDb;

/// <summary>What a transaction will change, seen over what is saved. Drafts stand on drafts, so that a part that fails is dropped without a rollback.</summary>
internal sealed class Draft
{
    // Their rows are written once and never changed.
    private static readonly HashSet<string> AppendOnly = [Ids.Events, Ids.Receipts];

    private readonly Database _database;
    private readonly Draft? _under;
    private readonly Dictionary<(string Collection, string Id), BsonDocument?> _changes = [];

    public Draft(Database database) => _database = database;

    private Draft(Draft under) => (_database, _under) = (under._database, under);

    public bool IsEmpty => _changes.Count == 0;

    public Draft Over() => new(this);

    public BsonDocument? Get(string collection, string id) =>
        IsDrafted(collection, id, out var row) ? row : _database.Get(collection, id);

    /// <summary>By id, those that there are.</summary>
    public Dictionary<string, BsonDocument> Get(string collection, IReadOnlyList<string> ids)
    {
        var found = new Dictionary<string, BsonDocument>(ids.Count);
        var saved = new List<string>(ids.Count);
        foreach (var id in ids)
        {
            if (!IsDrafted(collection, id, out var row))
            {
                saved.Add(id);
            }
            else if (row is not null)
            {
                found[id] = row;
            }
        }

        _database.Get(collection, saved).ForEach(row => found[row["_id"].AsString] = row);
        return found;
    }

    /// <summary>Rows of a collection to which rows are only added, each behind all before it: what is saved, then what is drafted.</summary>
    public List<BsonDocument> Range(string collection, string first, string last) =>
        [.. _database.Range(collection, first, last, int.MaxValue), .. Drafted(collection, first, last).OrderBy(row => row["_id"].AsString, StringComparer.Ordinal)];

    public void Set(string collection, string id, BsonDocument row)
    {
        row["_id"] = id;
        _changes[(collection, id)] = row;
    }

    public void Remove(string collection, string id) => _changes[(collection, id)] = null;

    /// <summary>Hands the changes down to the draft that this one stands on.</summary>
    public void Keep()
    {
        foreach (var (place, row) in _changes)
        {
            _under!._changes[place] = row;
        }
    }

    private bool IsDrafted(string collection, string id, out BsonDocument? row) =>
        _changes.TryGetValue((collection, id), out row) || (_under is not null && _under.IsDrafted(collection, id, out row));

    private IEnumerable<BsonDocument> Drafted(string collection, string first, string last) => _changes
        .Where(change => change.Key.Collection == collection && string.CompareOrdinal(change.Key.Id, first) >= 0 && string.CompareOrdinal(change.Key.Id, last) <= 0)
        .Select(change => change.Value!)
        .Concat(_under?.Drafted(collection, first, last) ?? []);

    /// <summary>Writes into the open transaction of this thread.</summary>
    public void Write(LiteEngine engine)
    {
        foreach (var collection in _changes.GroupBy(change => change.Key.Collection))
        {
            // In order of id neighbours share pages.
            var changes = collection.OrderBy(change => change.Key.Id, StringComparer.Ordinal).ToList();
            var removed = changes.Where(change => change.Value is null).Select(change => new BsonValue(change.Key.Id)).ToList();
            var rows = changes.Where(change => change.Value is not null).Select(change => change.Value!);
            if (removed.Count > 0)
            {
                engine.Delete(collection.Key, removed);
            }

            if (AppendOnly.Contains(collection.Key))
            {
                engine.Insert(collection.Key, rows, BsonAutoId.ObjectId);
            }
            else if (removed.Count < changes.Count)
            {
                engine.Upsert(collection.Key, rows, BsonAutoId.ObjectId);
            }
        }
    }
}
