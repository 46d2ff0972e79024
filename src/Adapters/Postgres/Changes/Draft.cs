using Npgsql;
using Webinars.Storage;

namespace Webinars.Adapters.Postgres.Changes;

/// <summary>What a transaction will change, over what it has locked. A draft in which something fails is dropped, and nothing has happened.</summary>
internal sealed class Draft(Locked locked)
{
    private readonly Dictionary<(string Kind, string Id), (long Version, string? Json, HashSet<Key> Keys)> _documents = [];
    private readonly Dictionary<Key, bool> _unique = [];
    private readonly Dictionary<string, NewDelivery> _deliveries = [];

    /// <exception cref="StaleDocumentException"/>
    /// <exception cref="KeyTakenException"/>
    public void Apply(IReadOnlyList<Put> documents, IReadOnlyList<NewDelivery> deliveries)
    {
        foreach (var put in documents)
        {
            Apply(put);
        }

        foreach (var delivery in deliveries)
        {
            _deliveries.TryAdd(delivery.Key, delivery);
        }
    }

    /// <summary>Adds the statements that save it. What is inserted is in order, as what is locked is: who waits for whom never goes round in a circle.</summary>
    public void Write(NpgsqlBatch batch)
    {
        var documents = _documents.Select(one => (one.Key.Kind, one.Key.Id, one.Value.Version, one.Value.Json, one.Value.Keys, Before: locked[one.Key.Kind, one.Key.Id]))
            .OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        var gone = documents.Where(one => one.Before.Version > 0).SelectMany(one => one.Before.Keys.Except(one.Keys)).ToList();
        if (gone.Count > 0)
        {
            batch.Then(
                "DELETE FROM doc_key k USING unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS n(kind, index, value, owner) WHERE k.kind = n.kind AND k.index = n.index AND k.value = n.value AND k.owner = n.owner",
                gone.ConvertAll(key => key.Kind), gone.ConvertAll(key => key.Index), gone.ConvertAll(key => key.Value), gone.ConvertAll(key => key.Owner));
        }

        WriteDocuments(batch, documents.FindAll(one => one.Json is null && one.Before.Version > 0).ConvertAll(one => (one.Kind, one.Id, one.Version, "")),
            "DELETE FROM doc d USING unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS n(kind, id, version, json) WHERE d.kind = n.kind AND d.id = n.id");
        WriteDocuments(batch, documents.FindAll(one => one.Json is not null && one.Before.Version > 0).ConvertAll(one => (one.Kind, one.Id, one.Version, one.Json!)),
            "UPDATE doc d SET version = n.version, json = n.json FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS n(kind, id, version, json) WHERE d.kind = n.kind AND d.id = n.id");
        WriteDocuments(batch, documents.FindAll(one => one.Json is not null && one.Before.Version == 0).ConvertAll(one => (one.Kind, one.Id, one.Version, one.Json!)),
            "INSERT INTO doc (kind, id, version, json) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])");

        var added = documents.SelectMany(one => one.Keys.Except(one.Before.Keys).Select(key => (Key: key, one.Id)))
            .OrderBy(one => one.Key.Kind, StringComparer.Ordinal).ThenBy(one => one.Key.Index, StringComparer.Ordinal).ThenBy(one => one.Key.Value, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        if (added.Count > 0)
        {
            batch.Then(
                "INSERT INTO doc_key (kind, index, value, owner, id) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])",
                added.ConvertAll(one => one.Key.Kind), added.ConvertAll(one => one.Key.Index), added.ConvertAll(one => one.Key.Value), added.ConvertAll(one => one.Key.Owner), added.ConvertAll(one => one.Id));
        }

        WriteDeliveries(batch);
    }

    private static void WriteDocuments(NpgsqlBatch batch, List<(string Kind, string Id, long Version, string Json)> documents, string sql)
    {
        if (documents.Count > 0)
        {
            batch.Then(sql, documents.ConvertAll(one => one.Kind), documents.ConvertAll(one => one.Id), documents.ConvertAll(one => one.Version), documents.ConvertAll(one => one.Json));
        }
    }

    private void WriteDeliveries(NpgsqlBatch batch)
    {
        if (_deliveries.Count > 0)
        {
            var deliveries = _deliveries.Values.OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
            batch.Then(
                "INSERT INTO delivery (key, kind, json, due) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) ON CONFLICT (key) DO NOTHING",
                deliveries.ConvertAll(one => one.Key), deliveries.ConvertAll(one => one.Kind), deliveries.ConvertAll(one => one.Json), deliveries.ConvertAll(one => one.DueAt.UtcTicks));
        }
    }

    private void Apply(Put put)
    {
        var place = (put.Kind, put.Id);
        var saved = locked[put.Kind, put.Id];
        var now = _documents.TryGetValue(place, out var changed) ? changed : (saved.Version, null, saved.Keys);
        if (put.Expected is not null && put.Expected != now.Version)
        {
            throw new StaleDocumentException(put.Kind, put.Id);
        }

        var keys = new HashSet<Key>();
        foreach (var key in put.Json is null ? [] : put.Keys)
        {
            var one = Key.Of(put, key);
            if (keys.Add(one) && key.Unique && !now.Keys.Contains(one))
            {
                if (_unique.TryGetValue(one, out var taken) ? taken : locked.IsTaken(one))
                {
                    throw new KeyTakenException(put.Kind, key.Index);
                }

                _unique[one] = true;
            }
        }

        foreach (var gone in now.Keys.Except(keys).Where(key => key.Owner.Length == 0))
        {
            _unique[gone] = false;
        }

        _documents[place] = (put.Json is null ? 0 : now.Version + 1, put.Json, keys);
    }
}
