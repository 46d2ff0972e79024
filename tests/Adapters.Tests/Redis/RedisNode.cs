using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Adapters.Redis;
using Webinars.Nodes;
using Webinars.Rooms;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Redis;

/// <summary>What one node has of Redis.</summary>
internal sealed class RedisNode : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly ServiceProvider _services;

    private RedisNode(string redis, IStore store) => _services = new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(store)
        .AddSingleton<TicketBook>()
        .AddSingleton(new Limits())
        .AddSingleton<RateLimits>()
        .AddLogging(logging => logging.AddProvider(this))
        .AddRedis(redis)
        .BuildServiceProvider();

    public INodeChannel Channel => _services.GetRequiredService<INodeChannel>();

    public ITicketBook Tickets => _services.GetRequiredService<ITicketBook>();

    public RateLimits Limits => _services.GetRequiredService<RateLimits>();

    public ISharedBuckets Buckets => _services.GetRequiredService<ISharedBuckets>();

    public RedisLink Link => _services.GetRequiredService<RedisLink>();

    /// <summary>How often nodes were told that they hear each other again.</summary>
    public int Restored { get; private set; }

    public ConcurrentQueue<NodeNews> Heard { get; } = new();

    public ConcurrentQueue<string> Logged { get; } = new();

    /// <param name="waits">Until it is up.</param>
    public static async Task<RedisNode> Started(string redis, IStore store, bool waits = true)
    {
        var node = new RedisNode(redis, store);
        node.Channel.Heard += node.Heard.Enqueue;
        node.Channel.Restored += () => node.Restored++;
        _ = node.Tickets;
        foreach (var service in node._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        if (waits)
        {
            await Until(() => node.Channel.Link is NodeLink.Up && node.Restored == 1);
        }

        return node;
    }

    public static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>Says it until it is heard: a subscription takes a moment.</summary>
    public static async Task Until(Func<bool> holds, Action say)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            say();
            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue($"{logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
