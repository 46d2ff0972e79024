using Webinars.Adapters.Tests.Store;
using Webinars.Servers;

[assembly: AssemblyFixture(typeof(OnePostgres))]

namespace Webinars.Adapters.Tests.Store;

/// <summary>One server for all tests here that do not hurt it, started by the first of them.</summary>
public sealed class OnePostgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.Started);
    private readonly Lazy<Task<string>> _database;
    private int _schemas;

    public OnePostgres() => _database = new(async () => await (await _server.Value).CreateDatabase());

    /// <summary>An empty place of its own, where stores see nothing of others.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> Place()
    {
        var database = await _database.Value;
        var name = $"place{Interlocked.Increment(ref _schemas)}";
        await using var source = Npgsql.NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var create = source.CreateCommand($"CREATE SCHEMA {name}");
        await create.ExecuteNonQueryAsync();
        return $"{database};Search Path={name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
