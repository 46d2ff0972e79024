using Microsoft.Extensions.DependencyInjection;
using Webinars.Nodes;
using Webinars.Rooms;
using Webinars.Storage;

namespace Webinars.Adapters.Redis;

public static class RedisServices
{
    public static bool IsRedis(string connectionString) => RedisSettings.Read(connectionString) is not null;

    /// <summary>Where in a server the names lie that nodes share: the same for two strings that differ only in how they spell it. Which server it is it does not tell.</summary>
    public static string Place(string connectionString) => $"{RedisSettings.Prefix(connectionString)} {RedisSettings.Read(connectionString)?.DefaultDatabase ?? 0}";

    /// <summary>What nodes tell each other, through Redis. It may be away, then and whenever.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static IServiceCollection AddRedis(this IServiceCollection services, string connectionString)
    {
        if (!IsRedis(connectionString))
        {
            throw new ArgumentException("The connection string of Redis cannot be read.", nameof(connectionString));
        }

        return services
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisLink>(provider, connectionString))
            .AddHostedService(provider => provider.GetRequiredService<RedisLink>())
            .AddSingleton<NodeChannel>()
            .AddSingleton<INodeChannel>(provider => provider.GetRequiredService<NodeChannel>())
            .AddHostedService(provider => provider.GetRequiredService<NodeChannel>())
            .AddSingleton<SharedBuckets>()
            .AddSingleton<ISharedBuckets>(provider => provider.GetRequiredService<SharedBuckets>())
            .AddHostedService(provider => provider.GetRequiredService<SharedBuckets>())
            .AddSingleton<ITicketBook, RedisTickets>()
            .AddSingleton(new ExpiringKind(RedisTickets.Kind))
            .AddBackplane(connectionString);
    }
}
