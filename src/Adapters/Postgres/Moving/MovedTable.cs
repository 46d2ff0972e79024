using System.Text;
using Npgsql;

namespace Webinars.Adapters.Postgres.Moving;

/// <summary>One table while another store is moved into it.</summary>
internal sealed class MovedTable(string name, string[] columns)
{
    private static readonly Dictionary<string, string> Types = new() { ["version"] = "bigint", ["position"] = "bigint", ["due"] = "bigint", ["room"] = "uuid" };

    public string Name => name;

    /// <summary>Adds the rows, which are not there yet, and notes how far the move has come: both or neither.</summary>
    public async Task Write(NpgsqlConnection connection, IReadOnlyList<StoredRow> rows, CancellationToken ct)
    {
        var texts = columns.Select((_, column) => rows.Select(row => row.Values[column]).ToArray()).ToArray();
        var casts = columns.Select((column, i) => $"${i + 1}::text[]::{Types.GetValueOrDefault(column, "text")}[]");
        await using var batch = new NpgsqlBatch(connection)
            .Then(Sql.Begin)
            .Then($"INSERT INTO {name} ({string.Join(", ", columns)}) SELECT * FROM unnest({string.Join(", ", casts)})", [.. texts])
            .Then("UPDATE moving SET step = $1, after = $2", name, Encoding.UTF8.GetBytes(rows[^1].Place))
            .Then("COMMIT");
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task<RowsHash> Hash(NpgsqlConnection connection, CancellationToken ct)
    {
        var hash = new RowsHash();
        await using var command = new NpgsqlCommand($"SELECT {string.Join(", ", columns.Select(column => $"{column}::text"))} FROM {name}", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            hash.Add(columns.Select((_, column) => reader.IsDBNull(column) ? null : reader.GetString(column)));
        }

        return hash;
    }
}
