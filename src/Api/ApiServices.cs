using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webinars.Nodes;
using Webinars.Storage;

namespace Webinars.Api;

/// <summary>The door of HTTP.</summary>
public static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOpenApi();
        services.AddSingleton<AddressPace>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.AddCode);
        services.AddExceptionHandler<Problems>();
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: [StoreHealth.Ready], timeout: StoreHealth.Patience).AddCheck<OthersHealth>("others", tags: [StoreHealth.Ready]);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.MaxDepth = 16;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.Converters.Add(new UtcTime());
        });
        return services;
    }

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(StoreHealth.Ready), ResponseWriter = HealthAnswer.Write });
        routes.MapWebinars();
        routes.MapLive();
        routes.MapBroadcast();
        routes.MapRegistrations();
        routes.MapRegistrationsCsv();
        routes.MapInvitations();
        routes.MapUnsubscribe();
        routes.MapLetters();
        routes.MapHandouts();
        routes.MapAttendance();
        routes.MapNotifications();
        routes.MapFeedback();
        routes.MapDeliveries();
        routes.MapSession();
        routes.MapWebhooks();
        return routes;
    }

    private sealed class StoreHealth(IStore store) : IHealthCheck
    {
        public const string Ready = "ready";

        /// <summary>Below the patience of whoever asks: no answer means not alive, and is another thing than not ready.</summary>
        public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await store.Probe(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>A node that hears no other goes on: it is ready.</summary>
    private sealed class OthersHealth(NodeHealth health) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(health.HearsOthers ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
    }
}
