using Npgsql;
using Webinars.Storage;

namespace Webinars.Adapters.Postgres.Changes;

/// <summary>A row of <c>doc_key</c>, but for whose it is.</summary>
/// <param name="Owner">The document's id; empty for a unique key.</param>
internal readonly record struct Key(string Kind, string Index, string Value, string Owner)
{
    public static Key Of(Put put, DocumentKey key) => new(put.Kind, key.Index, key.Value, key.Unique ? "" : put.Id);
}

/// <summary>
/// The documents that a transaction wants to change as they are, locked until its end, and who has the unique keys that it wants.
/// A document or key that is not there cannot be locked: who inserts it at the same time clashes, and the transaction is done again.
/// </summary>
internal sealed class Locked
{
    private readonly Dictionary<(string Kind, string Id), (long Version, HashSet<Key> Keys)> _documents = [];
    private readonly HashSet<Key> _taken = [];
    private readonly HashSet<Key> _asked = [];

    /// <summary>0 for one that is not there.</summary>
    public (long Version, HashSet<Key> Keys) this[string kind, string id] => _documents[(kind, id)];

    public bool IsTaken(Key unique) => _taken.Contains(unique);

    /// <summary>Adds the questions that are not answered yet; the locks are taken in order of kind and id, so that two batches cannot wait for each other.</summary>
    /// <returns>Whether there are any: then <see cref="Take"/> must get the answers.</returns>
    public bool Ask(NpgsqlBatch batch, IEnumerable<Put> puts)
    {
        var documents = new List<(string Kind, string Id)>();
        var keys = new List<Key>();
        foreach (var put in puts)
        {
            if (_documents.TryAdd((put.Kind, put.Id), (0, [])))
            {
                documents.Add((put.Kind, put.Id));
            }

            keys.AddRange((put.Json is null ? [] : put.Keys).Where(key => key.Unique).Select(key => Key.Of(put, key)).Where(_asked.Add));
        }

        if (documents.Count + keys.Count == 0)
        {
            return false;
        }

        string[] kinds = [.. documents.Select(one => one.Kind)], ids = [.. documents.Select(one => one.Id)];
        batch
            .Then("SELECT d.kind, d.id, d.version FROM doc d JOIN unnest($1::text[], $2::text[]) AS n(kind, id) ON d.kind = n.kind AND d.id = n.id ORDER BY d.kind, d.id FOR UPDATE OF d", kinds, ids)
            .Then("SELECT k.kind, k.index, k.value, k.owner, k.id FROM doc_key k JOIN unnest($1::text[], $2::text[]) AS n(kind, id) ON k.kind = n.kind AND k.id = n.id", kinds, ids)
            .Then(
                "SELECT k.kind, k.index, k.value FROM doc_key k JOIN unnest($1::text[], $2::text[], $3::text[]) AS n(kind, index, value) ON k.kind = n.kind AND k.index = n.index AND k.value = n.value WHERE k.owner = ''",
                keys.ConvertAll(key => key.Kind), keys.ConvertAll(key => key.Index), keys.ConvertAll(key => key.Value));
        return true;
    }

    /// <summary>Reads the answers.</summary>
    public async Task Take(NpgsqlDataReader reader)
    {
        foreach (var (kind, id, version) in await reader.Rows(row => (row.GetString(0), row.GetString(1), row.GetInt64(2))))
        {
            _documents[(kind, id)] = (version, []);
        }

        foreach (var (key, id) in await reader.Rows(row => (new Key(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), row.GetString(4))))
        {
            _documents[(key.Kind, id)].Keys.Add(key);
        }

        _taken.UnionWith(await reader.Rows(row => new Key(row.GetString(0), row.GetString(1), row.GetString(2), "")));
    }
}
