using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webinars.Storage;

namespace Webinars.Adapters.Postgres;

public static class PostgresServices
{
    /// <summary>The store in PostgreSQL, for any number of nodes. Whoever asks for it first waits until its schema is up to date: nobody gets one that is not.</summary>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(provider => PostgresStore.Open(connectionString, provider.GetRequiredService<ILogger<PostgresStore>>()).GetAwaiter().GetResult());
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<PostgresStore>());
        return services;
    }
}
