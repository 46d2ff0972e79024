using System.Reflection;
using Webinars.Nodes;

namespace Webinars.Web.Together;

internal static class ClusterServices
{
    /// <summary>What makes one of several nodes of this process, where the store can be shared.</summary>
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
            .AddSingleton<KeepTime>()
            .AddHostedService(provider => provider.GetRequiredService<KeepTime>())
            .AddSingleton<KeepInBook>()
            .AddHostedService(provider => provider.GetRequiredService<KeepInBook>());
    }

    /// <summary>Before anything runs that must not run beside nodes that are unlike this one.</summary>
    /// <exception cref="NotLikeOthersException">It must not start: a line for each reason.</exception>
    public static async Task JoinOthers(this WebApplication app, CancellationToken ct)
    {
        if (app.Services.GetService<KeepTime>() is { } time)
        {
            await time.Begin(ct);
            await app.Services.GetRequiredService<KeepInBook>().Begin(ct);
        }
    }
}
