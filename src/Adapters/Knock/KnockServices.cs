using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Webinars.Nodes;
using Webinars.Notifications;
using Webinars.Webhooks;

namespace Webinars.Adapters.Knock;

public static class KnockServices
{
    /// <summary>Knock as who shows notices inside the pages, lets browsers see their own, and tells what became of them.</summary>
    public static IServiceCollection AddKnock(this IServiceCollection services)
    {
        services.AddOptions<KnockOptions>().BindConfiguration("Knock").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<INotificationPasses, KnockPasses>();
        services.AddSingleton<IWebhook, KnockWebhook>();
        services.TryAddSingleton<LivingNodes>();
        services.AddSingleton<KnockPaces>();
        return services.AddVendorClient<INotificationService, KnockNotifications>(
            provider => Options(provider).BaseUrl,
            (provider, http) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Options(provider).ApiKey),
            provider => new PaceHandler(provider.GetRequiredService<KnockPaces>().Of, Options(provider).LongestWait, provider.GetRequiredService<TimeProvider>()));
    }

    private static KnockOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<KnockOptions>>().Value;
}
