using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Webinars.Adapters.Redis;

/// <summary>SignalR's own backplane, for hubs that do not have a lifetime manager of their own.</summary>
internal static class Backplane
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static IServiceCollection AddBackplane(this IServiceCollection services, string connectionString)
    {
        services.AddSignalRCore().AddStackExchangeRedis(redis => redis.ConnectionFactory = _ => Connect(connectionString));

        // It reports every broken socket as an error; RedisLink says once that Redis is away.
        return services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.StackExchangeRedis", LogLevel.None));
    }

    /// <summary>A connection that is there: what the backplane cannot subscribe to at its first try it never does.</summary>
    private static async Task<IConnectionMultiplexer> Connect(string connectionString)
    {
        var options = RedisSettings.Options(connectionString);
        options.ChannelPrefix = RedisChannel.Literal($"{RedisSettings.Prefix(connectionString)}:backplane:");
        var redis = await ConnectionMultiplexer.ConnectAsync(options);
        while (!redis.IsConnected)
        {
            await Task.Delay(Pause);
        }

        return redis;
    }
}
