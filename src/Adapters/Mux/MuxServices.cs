using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Webinars.Replaying;
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
        services.AddPace(MuxPace.Posts, options => options.PostsPerSecond).AddPace(MuxPace.Others, options => options.CallsPerSecond);
        services.AddTransient<MuxPace>();
        services.AddCalls<IVideoService, MuxVideo>().AddCalls<IRecordingService, MuxAssets>();
        return services;
    }

    private static IServiceCollection AddPace(this IServiceCollection services, string name, Func<MuxOptions, double> perSecond) =>
        services.AddKeyedSingleton(name, (provider, _) =>
            new Pace(perSecond(provider.GetRequiredService<IOptions<MuxOptions>>().Value), provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddCalls<TPort, TCalls>(this IServiceCollection services) where TPort : class where TCalls : class, TPort
    {
        var client = services.AddHttpClient<TPort, TCalls>((provider, http) =>
        {
            var options = provider.GetRequiredService<IOptions<MuxOptions>>().Value;
            http.BaseAddress = new Uri(options.BaseUrl.TrimEnd('/') + "/");
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.TokenId}:{options.TokenSecret}")));
            http.DefaultRequestHeaders.UserAgent.ParseAdd("webinars/1.0");
        });
        client.AddStandardResilienceHandler(resilience =>
        {
            // Who is asked to slow down has been waited for already, and is not broken.
            resilience.Retry.ShouldHandle = result => ValueTask.FromResult(HasFailed(result.Outcome));
            resilience.CircuitBreaker.ShouldHandle = result => ValueTask.FromResult(HasFailed(result.Outcome));
            resilience.Retry.DisableForUnsafeHttpMethods();
        });
        client.AddHttpMessageHandler<MuxPace>();
        return services;
    }

    private static bool HasFailed(Outcome<HttpResponseMessage> outcome) =>
        HttpClientResiliencePredicates.IsTransient(outcome) && outcome.Result?.StatusCode is not HttpStatusCode.TooManyRequests;
}
