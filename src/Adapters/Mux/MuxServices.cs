using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Webinars.Nodes;
using Webinars.Replaying;
using Webinars.Streaming;
using Webinars.Webhooks;

namespace Webinars.Adapters.Mux;

public static class MuxServices
{
    /// <summary>Mux as who carries the picture, keeps the recordings, and tells what becomes of both.</summary>
    public static IServiceCollection AddMux(this IServiceCollection services)
    {
        services.AddOptions<MuxOptions>().BindConfiguration("Mux").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MuxPasses>();
        services.AddSingleton<IWebhook, MuxWebhook>();
        services.TryAddSingleton<LivingNodes>();
        services.AddSingleton<MuxPaces>();
        return services.AddCalls<IVideoService, MuxVideo>().AddCalls<IRecordingService, MuxAssets>();
    }

    private static IServiceCollection AddCalls<TPort, TCalls>(this IServiceCollection services) where TPort : class where TCalls : class, TPort =>
        services.AddVendorClient<TPort, TCalls>(
            provider => Options(provider).BaseUrl,
            (provider, http) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Options(provider).TokenId}:{Options(provider).TokenSecret}"))),
            provider => new PaceHandler(provider.GetRequiredService<MuxPaces>().Of, Options(provider).LongestWait, provider.GetRequiredService<TimeProvider>()));

    private static MuxOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<MuxOptions>>().Value;
}
