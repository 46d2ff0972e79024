using Microsoft.Extensions.DependencyInjection.Extensions;
using Webinars.Sandbox.Clerk.Backend;
using Webinars.Sandbox.Clerk.Frontend;
using Webinars.Sandbox.Clerk.Persons;
using Webinars.Sandbox.Clerk.Webhooks;
using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Clerk;

/// <summary>A stand-in for Clerk: enough of its Frontend API for the unmodified clerk-js and its prebuilt components, of its Backend API for
/// the product, its webhooks, and a door for scripts.</summary>
public static class ClerkSandbox
{
    /// <summary>Proxy URL for clerk-js, and the path of the tokens' issuer.</summary>
    public const string Root = "/sandbox/clerk";

    public static IServiceCollection AddClerkSandbox(this IServiceCollection services)
    {
        services.AddSingleton(provider => ClerkKeys.Open(provider.GetRequiredService<SandboxOptions>()));
        services.AddSingleton(provider => new SandboxFile<ClerkOutbox>(provider.GetRequiredService<SandboxOptions>(), "clerk-webhooks"));
        services.AddSingleton<ClerkEvents>();
        services.AddSingleton<ClerkStore>();
        services.AddHostedService<ClerkCourier>();
        services.AddSingleton<SessionTokens>();
        services.AddCors();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, BrowserPipeline>());
        return services;
    }

    public static IEndpointRouteBuilder MapClerkSandbox(this IEndpointRouteBuilder routes)
    {
        var clerk = routes.MapGroup(Root).AllowAnonymous().ExcludeFromDescription();
        clerk.AddEndpointFilter(ClerkError.Filter);
        clerk.MapGet("/avatars/{id}", Avatar.Get);
        clerk.MapScriptApi();
        clerk.MapPanel();
        var own = clerk.MapGroup("").MayFail("clerk", ClerkError.Failure);
        own.MapGet("/.well-known/jwks.json", (SessionTokens tokens) => ClerkJson.Answer(tokens.KeySet()));
        var api = own.MapGroup("/v1");
        api.MapFrontendApi();
        api.MapBackendApi();
        api.Map("/{**path}", (string? path) => ClerkError.NotFound($"endpoint /v1/{path}").Answer());
        routes.MapWebhookPanel<ClerkOutbox, ClerkWebhook>("clerk", outbox => outbox.Webhooks);
        return routes;
    }
}
