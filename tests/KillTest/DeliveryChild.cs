using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.Resend;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>Two workers that bring what is in the store's queue with the real carrier, until nothing waits any more or they are killed. Settings come from the environment.</summary>
public static class DeliveryChild
{
    /// <summary>Times of minutes as seconds; the lease is still longer than a call may take with its retries.</summary>
    public static readonly OutboxTimes Times = new() { Lease = TimeSpan.FromSeconds(4), FirstPause = TimeSpan.FromMilliseconds(200), LongestPause = TimeSpan.FromSeconds(2) };

    /// <summary>A header: UTC ticks.</summary>
    public const string LeftAt = "X-Left-At";

    internal static async Task Run(string folder, CancellationToken ct)
    {
        await using var store = Rooms.Open(folder);
        await using var services = Services(store);
        var pace = services.GetRequiredService<IOptions<ResendOptions>>().Value.Pace();
        var slots = new SendSlots(store, TimeProvider.System);
        ICarrier[] carriers = [.. Mailing.Kinds.Select(kind => new Mailing(kind, services.GetRequiredService<IEmailService>(), pace))];
        List<KeepDelivering> workers = [];
        for (var worker = 0; worker < 2; worker++)
        {
            var send = new SendDelivery(store, new DeliveryStore(store), slots, Times, TimeProvider.System);
            workers.Add(new KeepDelivering(store, send, carriers, Times, TimeProvider.System, NullLogger<KeepDelivering>.Instance));
            await workers[^1].StartAsync(ct);
        }

        while ((await store.Queues(DateTimeOffset.MaxValue, 1, ct)).Count > 0)
        {
            await Task.Delay(100, ct);
        }

        await Task.WhenAll(workers.Select(worker => worker.StopAsync(ct)));
    }

    private static ServiceProvider Services(IStore store)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build()).AddSingleton(TimeProvider.System).AddSingleton(store);
        services.AddLogging().AddResend();
        services.ConfigureAll<HttpStandardResilienceOptions>(resilience =>
        {
            (resilience.AttemptTimeout.Timeout, resilience.TotalRequestTimeout.Timeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(100);
        });
        services.ConfigureAll<HttpClientFactoryOptions>(http => http.HttpMessageHandlerBuilderActions.Add(call => call.AdditionalHandlers.Add(new Stamped())));
        return services.BuildServiceProvider();
    }

    /// <summary>Says when a call left: on a busy machine calls that left one after the other come in together.</summary>
    private sealed class Stamped : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove(LeftAt);
            request.Headers.Add(LeftAt, $"{DateTimeOffset.UtcNow.Ticks}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
