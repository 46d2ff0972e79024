using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Adapters.Postgres;
using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>A store, wherever it lies.</summary>
internal sealed class OpenStore(IStore store, IAsyncDisposable held) : IAsyncDisposable
{
    private const string Postgres = "postgres:";

    public IStore Store => store;

    /// <param name="place">The folder of a file, or <c>postgres:</c> and a connection string.</param>
    public static async Task<OpenStore> At(string place)
    {
        if (!IsPostgres(place))
        {
            var file = Rooms.Open(place);
            return new OpenStore(file, file);
        }

        var database = await PostgresStore.Open(place[Postgres.Length..], NullLogger.Instance);
        return new OpenStore(database, database);
    }

    public static bool IsPostgres(string place) => place.StartsWith(Postgres, StringComparison.Ordinal);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
