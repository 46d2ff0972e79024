using Microsoft.Extensions.DependencyInjection;

namespace Webinars.Adapters.Postgres;

public static class PostgresServices
{
    /// <summary>The store in PostgreSQL, for any number of nodes.</summary>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, string connectionString) => throw new NotImplementedException(connectionString);
}
