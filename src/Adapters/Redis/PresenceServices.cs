using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;
using Webinars.Rooms.Presence.Board;

namespace Webinars.Adapters.Redis;

public static class PresenceServices
{
    /// <summary>Who is with other nodes, through Redis.</summary>
    public static IServiceCollection AddRedisPresence(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(RedisSettings.Options(connectionString)));
        services.TryAddSingleton(new PresenceTimes());
        return services
            .AddSingleton<IPresenceBoard>(provider => new PresenceBoard(provider.GetRequiredService<IConnectionMultiplexer>(), Guid.CreateVersion7(), provider.GetRequiredService<PresenceTimes>(), RedisSettings.Prefix(connectionString)))
            .AddHostedService<KeepPresence>();
    }
}
