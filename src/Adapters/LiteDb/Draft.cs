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
        _changes.TryGetValue((collection, id), out var row) ? row : _under is null ? _database.Get(collection, id) : _under.Get(collection, id);

    /// <summary>Rows that are saved already; what is only drafted is not among them.</summary>
    public List<BsonDocument> Saved(string collection, string first, string last) => _database.Range(collection, first, last, int.MaxValue);

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
