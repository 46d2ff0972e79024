using Npgsql;
using Webinars.Storage;

namespace Webinars.Adapters.Postgres;

public sealed partial class PostgresStore
{
    // From one kind to the next, as the index has them; then each is counted no further than is asked for.
    private const string CountQueues =
        """
        WITH RECURSIVE kinds (kind) AS (
            (SELECT kind FROM delivery WHERE due IS NOT NULL ORDER BY kind LIMIT 1)
            UNION ALL
            SELECT (SELECT d.kind FROM delivery d WHERE d.due IS NOT NULL AND d.kind > k.kind ORDER BY d.kind LIMIT 1) FROM kinds k WHERE k.kind IS NOT NULL
        )
        SELECT k.kind,
            (SELECT count(*) FROM (SELECT 1 FROM delivery d WHERE d.kind = k.kind AND d.due <= $1 LIMIT $2) due),
            (SELECT d.due FROM delivery d WHERE d.kind = k.kind AND d.due <= $1 ORDER BY d.due LIMIT 1),
            (SELECT count(*) FROM (SELECT 1 FROM delivery d WHERE d.kind = k.kind AND d.due > $1 LIMIT $2) later)
        FROM kinds k WHERE k.kind IS NOT NULL ORDER BY k.kind
        """;

    public async Task<Document?> Get(string kind, string id, CancellationToken ct) =>
        (await Rows("SELECT version, json FROM doc WHERE kind = $1 AND id = $2", row => new Document(kind, id, row.GetInt64(0), row.GetString(1)), ct, kind, id)).FirstOrDefault();

    public async Task<Document?> GetByKey(string kind, string index, string value, CancellationToken ct) =>
        (await Rows(
            """
            SELECT d.id, d.version, d.json
            FROM (SELECT id FROM doc_key WHERE kind = $1 AND index = $2 AND value = $3 ORDER BY owner LIMIT 1) k JOIN doc d ON d.kind = $1 AND d.id = k.id
            """,
            row => Read(kind, row), ct, kind, index, value)).FirstOrDefault();

    public async Task<IReadOnlyList<Document>> Find(string kind, string index, string from, string to, int max, bool descending, CancellationToken ct)
    {
        var order = descending ? "DESC" : "ASC";
        return await Rows(
            $"""
            SELECT d.id, d.version, d.json
            FROM (SELECT value, owner, id FROM doc_key WHERE kind = $1 AND index = $2 AND value >= $3 AND value < $4 ORDER BY value {order}, owner {order} LIMIT $5) k
            JOIN doc d ON d.kind = $1 AND d.id = k.id ORDER BY k.value {order}, k.owner {order}
            """,
            row => Read(kind, row), ct, kind, index, from, to, Math.Max(0, max));
    }

    public async Task<int> Count(string kind, string index, string from, string to, CancellationToken ct) =>
        (int)(await Rows("SELECT count(*) FROM doc_key WHERE kind = $1 AND index = $2 AND value >= $3 AND value < $4", row => row.GetInt64(0), ct, kind, index, from, to))[0];

    public async Task<IReadOnlyList<StoredEvent>> ReadLog(Guid room, long after, int max, CancellationToken ct) =>
        await Rows(
            "SELECT position, json FROM room_event WHERE room = $1 AND position > $2 ORDER BY position LIMIT $3",
            row => new StoredEvent(row.GetInt64(0), row.GetString(1)), ct, room, after, Math.Max(0, max));

    public async Task<LogHead?> Head(Guid room, CancellationToken ct) =>
        (await Rows("SELECT epoch, position FROM room_head WHERE room = $1 AND position > 0", row => new LogHead(row.GetString(0), row.GetInt64(1)), ct, room)).FirstOrDefault();

    public async Task<DateTimeOffset> Now(CancellationToken ct) => (await Rows("SELECT clock_timestamp()", row => row.GetFieldValue<DateTimeOffset>(0), ct))[0];

    public async Task<IReadOnlyDictionary<Guid, long>> Heads(IReadOnlyCollection<Guid> rooms, CancellationToken ct) =>
        (await Rows("SELECT room, position FROM room_head WHERE room = ANY($1) AND position > 0", row => (Room: row.GetGuid(0), Position: row.GetInt64(1)), ct, rooms.Distinct().ToArray()))
            .ToDictionary(one => one.Room, one => one.Position);

    public async Task<IReadOnlyList<StoredDelivery>> Due(string kind, DateTimeOffset now, int max, CancellationToken ct) =>
        await Rows(
            "SELECT key, json, due FROM delivery WHERE kind = $1 AND due <= $2 ORDER BY due, key LIMIT $3",
            row => new StoredDelivery(row.GetString(0), kind, row.GetString(1), Time(row.GetInt64(2))), ct, kind, now.UtcTicks, Math.Max(0, max));

    public async Task<IReadOnlyList<DeliveryQueue>> Queues(DateTimeOffset now, int most, CancellationToken ct) =>
        await Rows(
            CountQueues,
            row => new DeliveryQueue(row.GetString(0), (int)row.GetInt64(1), row.IsDBNull(2) ? null : Time(row.GetInt64(2)), (int)row.GetInt64(3)), ct, now.UtcTicks, Math.Max(0, most));

    private static Document Read(string kind, NpgsqlDataReader row) => new(kind, row.GetString(0), row.GetInt64(1), row.GetString(2));

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct, params object[] values) => _database.Read(
        async connection =>
        {
            await using var batch = new NpgsqlBatch(connection).Then(sql, values);
            await using var reader = await batch.ExecuteReaderAsync(ct);
            return await reader.Rows(row, ct);
        },
        ct);
}
