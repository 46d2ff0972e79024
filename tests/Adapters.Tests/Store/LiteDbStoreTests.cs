using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.LiteDb;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public sealed class LiteDbStoreTests : StoreContract
{
    private readonly TestFolder _folder = new();

    protected override Task<IStore> Open(int? queueLimit = null)
    {
        var options = new LiteDbOptions { Path = _folder.Path };
        options.QueueLimit = queueLimit ?? options.QueueLimit;
        return Task.FromResult<IStore>(new LiteDbStore(Options.Create(options), NullLogger<LiteDbStore>.Instance));
    }

    protected override async Task Close(IStore store) => await ((LiteDbStore)store).DisposeAsync();

    protected override Task Drop()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
