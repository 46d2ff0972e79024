using Npgsql;

namespace Webinars.Adapters.Postgres;

/// <summary>Several statements in one round trip; their parameters are $1, $2, … each.</summary>
internal static class Sql
{
    // Whatever the server's default is: the head's lock makes turns wait for each other, and each statement after it must see what the one before had to say.
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    public static NpgsqlBatch Then(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            statement.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(statement);
        return batch;
    }

    /// <summary>All rows of the result at hand; the reader stands at the next one then.</summary>
    public static async Task<List<T>> Rows<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken ct = default)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        await reader.NextResultAsync(ct);
        return rows;
    }
}
