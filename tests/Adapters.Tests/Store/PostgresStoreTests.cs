using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Adapters.Postgres;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public sealed class PostgresStoreTests(OnePostgres postgres) : StoreContract
{
    private string? _place;

    protected override async Task<IStore> Open(int? queueLimit = null)
    {
        _place ??= await postgres.Place();

        // With one connection one commit runs and the others wait, as before the one writer of a file.
        return queueLimit is { } limit
            ? await PostgresStore.Open(_place + ";Maximum Pool Size=1", NullLogger.Instance, new StoreStart(limit), Ct)
            : await PostgresStore.Open(_place, NullLogger.Instance, Ct);
    }

    protected override async Task Close(IStore store) => await ((PostgresStore)store).DisposeAsync();

    protected override Task Drop() => Task.CompletedTask;
}
