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
        services.TryAddSingleton<IConnectionMultiplexer>(_ =>
        {
            var options = ConfigurationOptions.Parse(connectionString);
            options.AbortOnConnectFail = false;
            return ConnectionMultiplexer.Connect(options);
        });
        services.TryAddSingleton(new PresenceTimes());
        return services
            .AddSingleton<IPresenceBoard>(provider => new PresenceBoard(provider.GetRequiredService<IConnectionMultiplexer>(), Guid.CreateVersion7(), provider.GetRequiredService<PresenceTimes>()))
            .AddHostedService<KeepPresence>();
    }
}
