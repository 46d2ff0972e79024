using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Webinars.Hubs;
using Webinars.Nodes;

namespace Webinars.Web;

/// <summary>What a node that goes needs of its process.</summary>
internal static class Draining
{
    public static void AddDraining(this IServiceCollection services)
    {
        services.AddSingleton<IHostLifetime, DrainingLifetime>();

        // At once: one request that does not end must not take the time of deliveries and attendance.
        services.AddOptions<HostOptions>().Configure<DrainTimes>((host, times) => (host.ShutdownTimeout, host.ServicesStopConcurrently) = (times.ToClose, true));
    }

    public static void UseDraining(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) =>
        {
            if (!drain.IsAnnounced)
            {
                return next(context);
            }

            TakeElsewhere(context);
            if (!context.Request.Path.Equals("/health/ready", StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            // Whatever else is well. A check among the others would be an error in the log for every look at it.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });

        // Before anybody is asked who they are: that would use their ticket up.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/hub"), hub => hub.Use(
            (context, next) => context.RequestServices.GetRequiredService<DrainDoor>().Run(context, next)));
    }

    /// <summary>This is answered; the next request comes by another connection, which the balancer leads to another node.</summary>
    private static void TakeElsewhere(HttpContext context)
    {
        if (!HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }
        else if (context.Request.Headers.Upgrade.Count == 0)
        {
            // At the last moment: whoever answers with an error begins anew.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Connection = "close";
                return Task.CompletedTask;
            });
        }
    }
}
