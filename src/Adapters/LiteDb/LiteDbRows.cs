using System.Globalization;
using LiteDB;
using Webinars.Adapters.LiteDb.Pages;

namespace Webinars.Adapters.LiteDb;

/// <summary>All that the file of a store holds, while no process uses it.</summary>
public sealed class LiteDbRows : IStoreRows
{
    private readonly Database _database;

    /// <exception cref="FileNotFoundException">There is none in this folder.</exception>
    /// <exception cref="StoreInUseException">A process has it open.</exception>
    public LiteDbRows(string folder)
    {
        var data = Path.Combine(folder, "webinars.db");
        if (!File.Exists(data))
        {
            throw new FileNotFoundException($"There is no {data}: Store:Path says where the file to move lies.");
        }

        _database = new Database(new PageFile(data), new PageFile(Path.Combine(folder, "webinars-log.db")), new LiteDbOptions());
    }

    public IEnumerable<StoredRow> Read(string table, string after)
    {
        var collection = table == "room_receipt" ? Ids.Receipts : table;
        return collection == Ids.Events ? Events(after) : _database.After(collection, after).Select(row => new StoredRow(row["_id"].AsString, Values(table, row["_id"].AsString.Split('\0'), row)));
    }

    private IEnumerable<StoredRow> Events(string after) =>
        from row in _database.After(Ids.Events, after)
        let room = Guid.ParseExact(row["_id"].AsString.Split('\0')[0], "N")
        from one in EventRow.Read(row)
        let place = Ids.Event(room, one.Position)
        where string.CompareOrdinal(place, after) > 0
        select new StoredRow(place, [room.ToString("D"), one.Position.ToString(CultureInfo.InvariantCulture), one.Json]);

    public void Dispose() => _database.Dispose();

    private static string?[] Values(string table, string[] id, BsonDocument row) => table switch
    {
        "doc" => [id[0], id[1], Number(row["v"]), row["j"].AsString],
        "doc_key" => [id[0], id[1], id[2], id[3], id[3].Length > 0 ? id[3] : row["i"].AsString],
        "room_head" => [Room(id[0]), row["e"].AsString, Number(row["p"])],
        "room_receipt" => [Room(id[0]), id[1], row["d"].AsString, Number(row["p"])],
        "delivery" when row["d"].IsNull => [id[0], "", "", null],
        "delivery" => [id[0], row["k"].AsString, row["j"].AsString, Number(row["d"])],
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "There is no such table."),
    };

    private static string Room(string id) => Guid.ParseExact(id, "N").ToString("D");

    private static string Number(BsonValue value) => value.AsInt64.ToString(CultureInfo.InvariantCulture);
}
