using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.Storage;

namespace Webinars.Web.Together;

internal static class ProtectionServices
{
    /// <summary>Protects with keys from the store.</summary>
    /// <param name="alone">No other node can have made a key: they are read as seldom as the framework wants.</param>
    public static IServiceCollection AddSharedProtection(this IServiceCollection services, DirectoryInfo before, bool alone)
    {
        services.AddDataProtection().SetApplicationName("Webinars");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new ProtectionKeys(provider.GetRequiredService<IStore>(), before)));
        if (alone)
        {
            return services;
        }

        services.AddSingleton(provider => new SharedKeyRing(
            new XmlKeyManager(provider.GetRequiredService<IOptions<KeyManagementOptions>>(), provider.GetRequiredService<IActivator>(), provider.GetRequiredService<ILoggerFactory>()),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IKeyManager>(provider => provider.GetRequiredService<SharedKeyRing>());
        var own = services.Last(service => service.ServiceType == typeof(IDataProtectionProvider)).ImplementationFactory!;
        services.AddSingleton<IDataProtectionProvider>(provider => new SharedProtection(
            (IDataProtectionProvider)own(provider), provider.GetRequiredService<IKeyRingProvider>(), provider.GetRequiredService<SharedKeyRing>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
