using Microsoft.Extensions.DependencyInjection;
using Webinars.Adapters.LiteDb.Backups;
using Webinars.Storage;

namespace Webinars.Adapters.LiteDb;

public static class LiteDbServices
{
    /// <summary>The store in one file of one process: settings from <see cref="LiteDbOptions.Section"/>, then <paramref name="configure"/>.</summary>
    public static IServiceCollection AddLiteDbStore(this IServiceCollection services, Action<LiteDbOptions>? configure = null)
    {
        services.AddOptions<LiteDbOptions>()
            .BindConfiguration(LiteDbOptions.Section)
            .Configure(options => configure?.Invoke(options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<LiteDbStore>();
        services.AddHostedService<KeepBackups>();
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<LiteDbStore>());
        return services;
    }
}
