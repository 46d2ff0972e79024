using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Webinars.Streaming;
using Webinars.Webhooks;

namespace Webinars.Adapters.Mux;

public static class MuxServices
{
    public static IServiceCollection AddMux(this IServiceCollection services)
    {
        services.AddOptions<MuxOptions>().BindConfiguration("Mux").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MuxPasses>();
        services.AddSingleton<IWebhook, MuxWebhook>();
        services.AddHttpClient<IVideoService, MuxVideo>((provider, http) =>
        {
            var options = provider.GetRequiredService<IOptions<MuxOptions>>().Value;
            http.BaseAddress = new Uri(options.BaseUrl.TrimEnd('/') + "/");
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.TokenId}:{options.TokenSecret}")));
            http.DefaultRequestHeaders.UserAgent.ParseAdd("webinars/1.0");
        }).AddStandardResilienceHandler(resilience => resilience.Retry.DisableForUnsafeHttpMethods());
        return services;
    }
}
