using Webinars.Sandbox.Mux.Api;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Playback;
using Webinars.Sandbox.Mux.Webhooks;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Mux;

/// <summary>A stand-in for Mux: its REST API, its playback addresses, its webhooks, and real ingest, and a switch in the place of an encoder.</summary>
public static class MuxSandbox
{
    public static IServiceCollection AddMuxSandbox(this IServiceCollection services) => services
        .AddSingleton(provider => MuxKeys.Load(provider.GetRequiredService<SandboxOptions>()))
        .AddSingleton(Open)
        .AddSingleton<Recordings>()
        .AddSingleton<Stills>()
        .AddSingleton<RtmpListener>()
        .AddHostedService<Clockwork>()
        .AddHostedService<MuxCourier>()

        // Last to start and first to stop: what it tells at the end is kept before anybody else goes.
        .AddHostedService(provider => provider.GetRequiredService<RtmpListener>());

    public static IEndpointRouteBuilder MapMuxSandbox(this IEndpointRouteBuilder routes)
    {
        MuxApi.Map(routes);
        PlaybackRoutes.Map(routes);
        MuxPanel.Map(routes.MapGroup("/sandbox/mux").AddEndpointFilter(Reply.Errors));
        routes.MapWebhookPanel<MuxState, MuxWebhook>("mux", state => state.Webhooks);
        return routes;
    }

    /// <summary>The state; in a new one the signing key of <see cref="MuxKeys"/> stands already, as if somebody had made it in the dashboard.</summary>
    private static SandboxFile<MuxState> Open(IServiceProvider services)
    {
        var file = new SandboxFile<MuxState>(services.GetRequiredService<SandboxOptions>(), "mux");
        var keys = services.GetRequiredService<MuxKeys>();
        using var key = keys.OpenSigningKey();
        var first = new SigningKey(keys.SigningKeyId, services.GetRequiredService<TimeProvider>().GetUtcNow(), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
        if (file.Read(state => state.SigningKeys.Count == 0))
        {
            file.Change(state => state.SigningKeys.Add(first));
        }

        file.Read(services.GetRequiredService<Recordings>().ReadAll);
        return file;
    }
}
