using Microsoft.Extensions.DependencyInjection.Extensions;
using Webinars.Sandbox.Clerk;
using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Knock;
using Webinars.Sandbox.Mux;
using Webinars.Sandbox.Page;
using Webinars.Sandbox.Resend;

namespace Webinars.Sandbox;

/// <summary>The sandbox as two verbs of a web application, so that it can stand inside the product's process or alone.</summary>
public static class SandboxServices
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient();
        services.AddSingleton<FaultBoard>();
        services.AddClerkSandbox();
        services.AddMuxSandbox();
        services.AddResendSandbox();
        services.AddKnockSandbox();
        return services;
    }

    public static WebApplication MapSandbox(this WebApplication app)
    {
        // The vendors judge their callers themselves, and the product's API description is not about them.
        var routes = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        routes.MapClerkSandbox();
        routes.MapMuxSandbox();
        routes.MapResendSandbox();
        routes.MapKnockSandbox();
        routes.MapFaults();
        routes.MapSandboxPage();
        return app;
    }

    /// <summary>The base URLs and keys that point the product at this sandbox: setting name (<c>Mux:TokenId</c>) → value.</summary>
    /// <remarks>Made and kept with the first start, so that what was signed before a restart is still good after it.</remarks>
    public static IReadOnlyDictionary<string, string> Settings(SandboxOptions options) =>
        new[] { ClerkKeys.Settings(options), MuxKeys.Settings(options), ResendKeys.Settings(options), KnockKeys.Settings(options) }.SelectMany(all => all).ToDictionary(x => x.Key, x => x.Value);
}
