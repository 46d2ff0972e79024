using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Webinars.Adapters;

/// <summary>A typed client of a vendor's REST API, the same way for every vendor.</summary>
internal static class VendorClient
{
    /// <summary>The header of what is carried out once, however often it comes with the same key.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <param name="baseUrl">A path in it is kept; calls are relative to it.</param>
    /// <param name="configure">Who is calling: keys, versions.</param>
    /// <param name="pace">How often the vendor may be asked; null: as often as we like.</param>
    public static IServiceCollection AddVendorClient<TPort, TCalls>(
        this IServiceCollection services, Func<IServiceProvider, string> baseUrl, Action<IServiceProvider, HttpClient> configure, Func<IServiceProvider, PaceHandler>? pace = null)
        where TPort : class
        where TCalls : class, TPort
    {
        var client = services.AddHttpClient<TPort, TCalls>((provider, http) =>
        {
            http.BaseAddress = new Uri(baseUrl(provider).TrimEnd('/') + "/");
            http.DefaultRequestHeaders.UserAgent.ParseAdd("webinars/1.0");
            configure(provider, http);
        });
        client.AddHttpMessageHandler(() => new MeasuredCalls(typeof(TCalls).Namespace!.Split('.')[^1].ToLowerInvariant()));
        client.AddStandardResilienceHandler(resilience =>
        {
            resilience.Retry.ShouldHandle = result => ValueTask.FromResult(HasFailed(result.Outcome) && MayBeRepeated(result.Context.GetRequestMessage()));
            resilience.CircuitBreaker.ShouldHandle = result => ValueTask.FromResult(HasFailed(result.Outcome));
        });
        if (pace is not null)
        {
            client.AddHttpMessageHandler(pace);
        }

        client.AddHttpMessageHandler(() => new WholeAnswer());
        client.ConfigurePrimaryHttpMessageHandler((handler, _) => StayThere(handler));
        return services;
    }

    /// <summary>What a vendor is sent is meant for it alone: an answer that points elsewhere is a failure.</summary>
    private static void StayThere(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.AllowAutoRedirect = false;
        }
    }

    /// <summary>Who asks us to slow down is not broken: that is waited for elsewhere.</summary>
    private static bool HasFailed(Outcome<HttpResponseMessage> outcome) =>
        HttpClientResiliencePredicates.IsTransient(outcome) && outcome.Result?.StatusCode is not System.Net.HttpStatusCode.TooManyRequests;

    private static bool MayBeRepeated(HttpRequestMessage? request) =>
        request is not null && (request.Method == HttpMethod.Get || request.Headers.Contains(IdempotencyKey));
}
