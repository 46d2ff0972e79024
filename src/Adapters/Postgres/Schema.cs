using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;

namespace Webinars.Adapters.Postgres;

/// <summary>
/// Numbered steps (Migrations/0001.sql, …), each applied once, in one transaction under one lock, by whichever node starts first.
/// A step's first line <c>-- needs N</c> says the oldest step that a program must know to work with it: a step that only adds keeps the number of the one before,
/// so that the program before this one still runs; what it needs is taken away by a later step.
/// </summary>
internal static partial class Schema
{
    private const long Lock = 0x7765_6269_6e61_7273; // "webinars"
    private const int Minutes = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public static IReadOnlyList<(int Number, int Needs, string Sql)> Steps { get; } = [.. Read()];

    /// <exception cref="StoreUnavailableException"/>
    public static async Task Settle(Database database, TimeSpan patience, bool isMove, CancellationToken ct, IReadOnlyList<(int Number, int Needs, string Sql)>? steps = null)
    {
        using var limit = new CancellationTokenSource(patience);
        while (true)
        {
            try
            {
                await Apply(database, steps ?? Steps, isMove, ct);
                return;
            }
            catch (NpgsqlException error) when (!error.IsTransient)
            {
                // The server's own sentence, or the driver's: they may name the user or the database, never the password.
                throw new StoreUnavailableException($"PostgreSQL at {database.Place} cannot be used: {error.Message}");
            }
            catch (NpgsqlException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(Pause, ct);
            }
            catch (NpgsqlException)
            {
                throw new StoreUnavailableException($"PostgreSQL at {database.Place} (ConnectionStrings:Postgres) has not answered for {patience.TotalSeconds:0} s.");
            }
        }
    }

    private static async Task Apply(Database database, IReadOnlyList<(int Number, int Needs, string Sql)> steps, bool isMove, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        if (await Scalar(connection, "SHOW server_encoding", ct) is string encoding and not "UTF8")
        {
            throw new StoreUnavailableException($"The database has the encoding {encoding}; make one with UTF8.");
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Lock})", ct);
        await Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version int PRIMARY KEY, needs int NOT NULL, at timestamptz NOT NULL DEFAULT now())", ct);
        var version = (int)(await Scalar(connection, "SELECT coalesce(max(version), 0) FROM schema_version", ct))!;
        var needs = (int)(await Scalar(connection, "SELECT coalesce(max(needs), 0) FROM schema_version", ct))!;
        if (needs > steps[^1].Number)
        {
            throw new StoreUnavailableException($"The database has schema {version}, which this program (schema {steps[^1].Number}) does not know: start the newer program, or restore a backup from before it.");
        }

        foreach (var step in steps.Where(step => step.Number > version))
        {
            await Execute(connection, step.Sql, ct);
            await Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_version (version, needs) VALUES ({step.Number}, {step.Needs})"), ct);
        }

        if (!isMove && await Scalar(connection, "SELECT 1 FROM moving LIMIT 1", ct) is not null)
        {
            throw new StoreUnavailableException("Another store was being moved into this database and is not there yet: run move-store again.");
        }

        await transaction.CommitAsync(ct);
    }

    private static IEnumerable<(int Number, int Needs, string Sql)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var sql = reader.ReadToEnd();
            yield return (
                int.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture),
                int.Parse(Needs().Match(sql).Groups[1].Value, CultureInfo.InvariantCulture),
                sql);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Minutes * 60 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }

    [GeneratedRegex(@"\A-- needs (\d+)\r?\n")]
    private static partial Regex Needs();
}
