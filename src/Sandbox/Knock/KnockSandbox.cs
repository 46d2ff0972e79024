using Microsoft.Extensions.DependencyInjection.Extensions;
using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Knock.Api;
using Webinars.Sandbox.Knock.Schedules;
using Webinars.Sandbox.Knock.Socket;
using Webinars.Sandbox.Knock.Webhooks;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Knock;

/// <summary>A stand-in for Knock: its REST API for servers and browsers, the socket that tells browsers of new notices, its webhooks.</summary>
/// <remarks>At the root of the origin, because Knock's browser client drops any path. There is one channel, an in-app feed, and every workflow that anybody asks for.</remarks>
public static class KnockSandbox
{
    public static IServiceCollection AddKnockSandbox(this IServiceCollection services)
    {
        services.AddSingleton(provider => KnockKeys.Load(provider.GetRequiredService<SandboxOptions>()));
        services.AddSingleton(provider => new SandboxFile<KnockState>(provider.GetRequiredService<SandboxOptions>(), "knock"));
        services.AddSingleton(provider => new SandboxFile<KnockOutbox>(provider.GetRequiredService<SandboxOptions>(), "knock-webhooks"));
        services.AddSingleton<UserTokens>();
        services.AddSingleton<FeedSockets>();
        services.AddSingleton<KnockEvents>();
        services.AddHostedService<Scheduler>();
        services.AddHostedService<KnockCourier>();
        services.AddCors();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, KnockPipeline>());
        return services;
    }

    public static IEndpointRouteBuilder MapKnockSandbox(this IEndpointRouteBuilder routes)
    {
        KnockApi.Map(routes.MapGroup("/v1").MayFail("knock", KnockError.Failure));
        routes.MapGroup("").MayFail("knock", KnockError.Failure).MapGet("/ws/v1/websocket", FeedSocket.Open).AddEndpointFilter(KnockError.Filter);
        routes.MapWebhookPanel<KnockOutbox, KnockWebhook>("knock", outbox => outbox.Webhooks);
        KnockPanel.Map(routes.MapGroup("/sandbox/knock").AddEndpointFilter(KnockError.Filter));
        return routes;
    }
}
