namespace Webinars.Sandbox.Knock;

/// <summary>What Knock's browser client needs before routing: sockets, and CORS when the page comes from another origin than the sandbox.</summary>
/// <remarks>A start-up filter, because a web application puts its routing in front of whatever it adds itself.</remarks>
public sealed class KnockPipeline : IStartupFilter
{
    private static readonly string[] Headers = ["Authorization", "Content-Type", "X-Knock-User-Token", "X-Knock-Client", "X-Knock-Branch"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE"];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // Any page: it proves who it speaks for by its token, not by a cookie.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/v1"),
            api => api.UseCors(policy => policy.AllowAnyOrigin().WithHeaders(Headers).WithMethods(Methods)));
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/ws"), sockets => sockets.UseWebSockets());
        next(app);
    };
}
