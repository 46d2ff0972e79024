using Microsoft.Extensions.DependencyInjection;

namespace Webinars.Adapters.Redis;

public static class RedisServices
{
    /// <summary>What nodes tell each other, through Redis.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, string connectionString) => throw new NotImplementedException(connectionString);
}
