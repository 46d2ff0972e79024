using Webinars.Core.Tests;
using Webinars.Servers;

namespace Webinars.Adapters.Tests.Redis;

/// <summary>Two nodes over one store, and a Redis of their own between them.</summary>
public abstract class TwoNodes : IAsyncLifetime
{
    private protected MemoryStore Store { get; } = new();

    private protected RedisServer Redis { get; private set; } = null!;

    private protected RedisNode One { get; private set; } = null!;

    private protected RedisNode Two { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.Started();
        (One, Two) = (await RedisNode.Started(Redis.ConnectionString, Store), await RedisNode.Started(Redis.ConnectionString, Store));
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        await Redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
