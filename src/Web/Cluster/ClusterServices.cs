using System.Reflection;
using Webinars.Nodes;

namespace Webinars.Web.Cluster;

internal static class ClusterServices
{
    /// <summary>What makes one of several nodes of this process, where the store can be shared. To be added after the store and before all that must not run beside nodes that are unlike it.</summary>
    /// <param name="alone">The store is this process's own.</param>
    public static IServiceCollection AddThisNode(this IServiceCollection services, IConfiguration configuration, bool alone)
    {
        services.AddSingleton(new ThisNode(alone)
        {
            Build = typeof(ClusterServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Machine = Environment.MachineName,
            Url = configuration.PublicUrl(),
            Settings = SharedSettings.Read(configuration),
            Accepted = SharedSettings.Accept(configuration),
        });
        if (alone)
        {
            return services.AddSingleton(TimeProvider.System);
        }

        return services
            .AddSingleton(new StoreTime(TimeProvider.System))
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<StoreTime>())
            .AddHostedService<KeepTime>()
            .AddHostedService<KeepInBook>();
    }
}
