using Microsoft.Extensions.Logging;
using Webinars.Adapters.Postgres.Changes;
using Webinars.Storage;

namespace Webinars.Adapters.Postgres;

/// <summary>The store in PostgreSQL, for any number of nodes. Every commit is one transaction; what two of them may both change is locked, in one order.</summary>
public sealed partial class PostgresStore : IStore, IAsyncDisposable
{
    /// <summary>Of the connections that commits may have; the rest is for those who only read.</summary>
    private const double Commits = 0.75;

    private readonly Database _database;
    private readonly CommitQueue _queue;
    private int _disposed;

    private PostgresStore(Database database, int queueLimit) =>
        (_database, _queue) = (database, new CommitQueue(Math.Max(1, (int)(database.Connections * Commits)), queueLimit));

    /// <summary>Brings the schema up to date, and waits for a database that is still starting.</summary>
    /// <exception cref="StoreUnavailableException">There is no such database, it is newer than this program, or half of another store has been moved there.</exception>
    public static async Task<PostgresStore> Open(string connectionString, ILogger logger, CancellationToken ct = default) =>
        await Open(connectionString, logger, new StoreStart(), ct);

    /// <param name="start">Of a test that does not want to wait, or that fills the queue.</param>
    internal static async Task<PostgresStore> Open(string connectionString, ILogger logger, StoreStart start, CancellationToken ct)
    {
        var database = new Database(connectionString);
        try
        {
            await Schema.Settle(database, start.Patience, isMove: false, ct);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }

        Log.Opened(logger, database.Place);
        return new PostgresStore(database, start.QueueLimit);
    }

    public async Task Commit(Batch batch, CancellationToken ct)
    {
        StoredText.Check(batch);
        await Change(
            async transaction =>
            {
                var locked = new Locked();
                await using var questions = transaction.First();
                locked.Ask(questions, batch.Documents);
                await using (var reader = await transaction.Ask(questions))
                {
                    await locked.Take(reader);
                }

                await Save(transaction, locked, batch);
                return true;
            },
            ct);
    }

    public Task<TurnResult> Commit(ITurn turn, CancellationToken ct) => _queue.Run(
        async () =>
        {
            try
            {
                return await InOne(turn);
            }
            catch (UndecidedException)
            {
                return await OneByOne.Run(turn, InOne);
            }
        },
        ct);

    public Task<bool> Move(StoredDelivery seen, DateTimeOffset? dueAt, Batch with, CancellationToken ct)
    {
        StoredText.Check(with);
        return Change(
            async transaction =>
            {
                var locked = new Locked();
                await using var questions = transaction.First();
                _ = dueAt is { } due
                    ? questions.Then("UPDATE delivery SET due = $4 WHERE key = $1 AND kind = $2 AND due = $3 RETURNING key", seen.Key, seen.Kind, seen.DueAt.UtcTicks, due.UtcTicks)
                    : questions.Then("UPDATE delivery SET due = NULL, kind = '', json = '' WHERE key = $1 AND kind = $2 AND due = $3 RETURNING key", seen.Key, seen.Kind, seen.DueAt.UtcTicks);
                locked.Ask(questions, with.Documents);
                bool moved;
                await using (var reader = await transaction.Ask(questions))
                {
                    moved = (await reader.Rows(row => row.GetString(0))).Count == 1;
                    await locked.Take(reader);
                }

                if (moved)
                {
                    await Save(transaction, locked, with);
                }
                else
                {
                    await transaction.GiveUp();
                }

                return moved;
            },
            ct);
    }

    /// <summary>Writes for real: a database that can only be read has no other way to show it.</summary>
    public Task Probe(CancellationToken ct) => Change(
        async transaction =>
        {
            await using var batch = transaction.First().Then("INSERT INTO probe (id, at) VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = excluded.at");
            await transaction.Save(batch);
            return true;
        },
        ct);

    /// <summary>Lets commits end that have begun, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _queue.DisposeAsync();
            await _database.DisposeAsync();
        }
    }

    internal Database Database => _database;

    private static async Task Save(Transaction transaction, Locked locked, Batch batch)
    {
        var draft = new Draft(locked);
        draft.Apply(batch.Documents, batch.Deliveries);
        await using var changes = transaction.Batch();
        draft.Write(changes);
        await transaction.Save(changes);
    }

    private Task<TurnResult> InOne(ITurn turn) => _database.Change(transaction => new Turn(turn).Run(transaction));

    private Task<T> Change<T>(Func<Transaction, Task<T>> change, CancellationToken ct) => _queue.Run(() => _database.Change(change), ct);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The store in PostgreSQL at {Place} is open")]
        public static partial void Opened(ILogger logger, string place);
    }
}
