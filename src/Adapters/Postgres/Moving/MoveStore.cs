using System.Text;
using Npgsql;

namespace Webinars.Adapters.Postgres.Moving;

/// <summary>
/// Copies all that a store holds into an empty database, row by row as it is. Whoever kills it runs it again, and it goes on where it was;
/// it has succeeded only when both hold the same. Until then no process starts on the database.
/// </summary>
public static class MoveStore
{
    private const long Lock = 0x6d6f_7665_7374_6f72; // "movestor"
    private const int Rows = 1000;
    private const int Characters = 4_000_000;
    private static readonly MovedTable[] Tables = [.. IStoreRows.Tables.Select(table => new MovedTable(table.Key, table.Value))];

    /// <param name="tell">Hears how far it is.</param>
    /// <exception cref="StoreUnavailableException">The database holds something else, or cannot be used.</exception>
    public static async Task Run(IStoreRows source, string connectionString, Action<string> tell, CancellationToken ct)
    {
        await using var database = new Database(connectionString);
        await Schema.Settle(database, new StoreStart().Patience, isMove: true, ct);
        try
        {
            await Run(source, database, tell, ct);
        }
        catch (NpgsqlException error)
        {
            throw new StoreUnavailableException($"PostgreSQL at {database.Place} has failed ({(error as PostgresException)?.SqlState ?? "no answer"}): run move-store again, and it goes on where it was.");
        }
    }

    private static async Task Run(IStoreRows source, Database database, Action<string> tell, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (!(bool)(await Ask(connection, $"SELECT pg_try_advisory_lock({Lock})", ct))!)
        {
            throw new StoreUnavailableException("Another move-store is at work on this database.");
        }

        tell("Reading what is to be moved.");
        var wanted = Tables.Select(table => Hash(source, table.Name)).ToList();
        var state = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', wanted))));
        if (await Begin(connection, state, ct) is { } begun)
        {
            await Copy(source, connection, begun, tell, ct);
        }
        else if (await Differing(connection, wanted, _ => { }, ct) is not [])
        {
            throw new StoreUnavailableException("The database holds something already: move-store takes an empty one.");
        }

        tell("Comparing.");
        if (await Differing(connection, wanted, tell, ct) is { Count: > 0 } differing)
        {
            throw new StoreUnavailableException($"Not everything arrived as it was: {string.Join(", ", differing)}. Empty the database and run move-store again.");
        }

        await Ask(connection, "DELETE FROM moving", ct);
    }

    /// <returns>Where to go on; null when the database is not empty, and nobody was moving anything there.</returns>
    private static async Task<(string Step, string After)?> Begin(NpgsqlConnection connection, string state, CancellationToken ct)
    {
        await using (var question = new NpgsqlCommand("SELECT source, step, after FROM moving", connection))
        await using (var reader = await question.ExecuteReaderAsync(ct))
        {
            if (await reader.ReadAsync(ct))
            {
                return reader.GetString(0) == state
                    ? (reader.GetString(1), Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(2)))
                    : throw new StoreUnavailableException("The database holds a part of something else, or what is being moved has changed since: empty the database and run move-store again.");
            }
        }

        foreach (var table in Tables)
        {
            if (await Ask(connection, $"SELECT 1 FROM {table.Name} LIMIT 1", ct) is not null)
            {
                return null;
            }
        }

        await using var note = new NpgsqlBatch(connection).Then("INSERT INTO moving (source, step, after) VALUES ($1, $2, '')", state, Tables[0].Name);
        await note.ExecuteNonQueryAsync(ct);
        return (Tables[0].Name, "");
    }

    private static async Task Copy(IStoreRows source, NpgsqlConnection connection, (string Step, string After) begun, Action<string> tell, CancellationToken ct)
    {
        var after = begun.After;
        foreach (var table in Tables.SkipWhile(table => table.Name != begun.Step))
        {
            var (rows, characters, moved) = (new List<StoredRow>(), 0, 0L);
            foreach (var row in source.Read(table.Name, after))
            {
                rows.Add(row);
                characters += row.Values.Sum(value => value?.Length ?? 0);
                if (rows.Count == Rows || characters > Characters)
                {
                    await table.Write(connection, rows, ct);
                    tell($"{table.Name}: {moved += rows.Count} rows moved");
                    (rows, characters) = ([], 0);
                }
            }

            if (rows.Count > 0)
            {
                await table.Write(connection, rows, ct);
                tell($"{table.Name}: {moved + rows.Count} rows moved");
            }

            after = "";
        }
    }

    private static RowsHash Hash(IStoreRows source, string table)
    {
        var hash = new RowsHash();
        foreach (var row in source.Read(table, ""))
        {
            hash.Add(row.Values);
        }

        return hash;
    }

    /// <returns>The names of the tables that do not hold what they should.</returns>
    private static async Task<List<string>> Differing(NpgsqlConnection connection, List<RowsHash> wanted, Action<string> tell, CancellationToken ct)
    {
        var differing = new List<string>();
        foreach (var (table, hash) in Tables.Zip(wanted))
        {
            var found = await table.Hash(connection, ct);
            tell($"{table.Name}: {found}");
            if ($"{found}" != $"{hash}")
            {
                tell($"{table.Name} should have {hash}");
                differing.Add(table.Name);
            }
        }

        return differing;
    }

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }
}
