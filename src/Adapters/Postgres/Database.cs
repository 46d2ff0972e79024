using Npgsql;
using Webinars.Adapters.Postgres.Changes;

namespace Webinars.Adapters.Postgres;

/// <summary>Connections, and what is done when one of them, or the database, fails: what is known not to have happened is done again.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const int Attempts = 10;

    /// <summary>idle_in_transaction_session_timeout</summary>
    private const string TooIdle = "25P03";
    private readonly NpgsqlDataSource _source;

    /// <exception cref="StoreUnavailableException">This is no connection string.</exception>
    public Database(string connectionString)
    {
        var settings = Read(connectionString);
        (Connections, Place) = (settings.MaxPoolSize, $"{settings.Host}:{settings.Port}");
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "webinars" }; // in metrics; else the connection string would be
        builder.UsePhysicalConnectionInitializer(Sync, SyncAsync);
        _source = builder.Build();
    }

    /// <summary>How many there are at most.</summary>
    public int Connections { get; }

    /// <summary>Host and port, for messages.</summary>
    public string Place { get; }

    public ValueTask<NpgsqlConnection> Open(CancellationToken ct) => _source.OpenConnectionAsync(ct);

    /// <summary>Asks one question; it is asked again when its connection turned out to be dead.</summary>
    public async Task<T> Read<T>(Func<NpgsqlConnection, Task<T>> question, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await Open(ct);
            try
            {
                return await question(connection);
            }
            catch (NpgsqlException error) when (IsDead(connection, error) && attempt < Attempts)
            {
                NpgsqlConnection.ClearPool(connection);
            }
        }
    }

    /// <summary>Runs a transaction, maybe more than once: after a clash with another one, or when its connection was dead before it had begun.</summary>
    /// <exception cref="NpgsqlException">The database failed. Whether the transaction was saved is not known.</exception>
    public async Task<T> Change<T>(Func<Transaction, Task<T>> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await Open(CancellationToken.None);
            var transaction = new Transaction(connection);
            try
            {
                return await change(transaction);
            }
            catch (PostgresException error) when (IsClash(error) && attempt < Attempts)
            {
                await transaction.GiveUp();
                await Task.Delay(Random.Shared.Next(1, 10 * attempt), CancellationToken.None);
            }
            catch (NpgsqlException error) when (!transaction.HasBegun && IsDead(connection, error) && attempt < Attempts)
            {
                NpgsqlConnection.ClearPool(connection);
            }
            catch
            {
                await transaction.GiveUp();
                throw;
            }
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            // What is wrong with it may quote a part of the password.
            throw new StoreUnavailableException("ConnectionStrings:Postgres is no connection string of PostgreSQL: Host=…;Database=…;Username=…;Password=….");
        }

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw new StoreUnavailableException("ConnectionStrings:Postgres names no Host.");
        }

        // What the string says itself holds, but for what could tell a secret.
        void Default(string name, object value)
        {
            if (!settings.ShouldSerialize(name))
            {
                settings[name] = value;
            }
        }

        Default("Timeout", 5);
        Default("Command Timeout", 15);
        Default("Maximum Pool Size", 20);
        Default("Max Auto Prepare", 60);
        Default("TCP Keepalive", true);
        Default("Application Name", "webinars");
        Default("No Reset On Close", true); // nothing is ever left in a session
        (settings.PersistSecurityInfo, settings.IncludeErrorDetail) = (false, false);
        return settings;
    }

    /// <summary>An acknowledgement means that it is on the disk, whatever is the default here; and a node that stands still in the middle of a transaction must not hold a room for longer than this.</summary>
    private static NpgsqlCommand Prepare(NpgsqlConnection connection) => new(
        """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        SET idle_in_transaction_session_timeout = '2s'
        """,
        connection);

    private static void Sync(NpgsqlConnection connection)
    {
        using var command = Prepare(connection);
        command.ExecuteNonQuery();
    }

    private static async Task SyncAsync(NpgsqlConnection connection)
    {
        await using var command = Prepare(connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The server has undone it: another was quicker to insert, two waited for each other, or this node was away for too long.</summary>
    private static bool IsClash(PostgresException error) => error.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or TooIdle;

    /// <summary>The connection is gone, and not because the database was too slow to answer.</summary>
    private static bool IsDead(NpgsqlConnection connection, NpgsqlException error) =>
        connection.FullState.HasFlag(System.Data.ConnectionState.Broken) && error.InnerException is not TimeoutException;
}
