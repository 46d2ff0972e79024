namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>What clerk-js needs before routing: verbs in the query, and CORS when the page comes from another origin than the sandbox.</summary>
/// <remarks>A start-up filter, because a web application puts its routing in front of whatever it adds itself.</remarks>
public sealed class BrowserPipeline : IStartupFilter
{
    // Not the script API: it hands out sessions, and a strange page in the same browser shall not read them.
    private static readonly PathString[] ForBrowsers = [ClerkSandbox.Root + "/v1", ClerkSandbox.Root + "/avatars"];
    private static readonly string[] Overrides = ["PATCH", "PUT", "DELETE"];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(
            context => ForBrowsers.Any(path => context.Request.Path.StartsWithSegments(path)),
            clerk =>
            {
                // Browsers refuse "*" together with credentials, so the asking origin is answered by name.
                clerk.UseCors(policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials().AllowAnyHeader().AllowAnyMethod());
                clerk.Use(OverrideMethod);
            });
        next(app);
    };

    private static Task OverrideMethod(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && Overrides.Contains(request.Query["_method"].ToString(), StringComparer.OrdinalIgnoreCase))
        {
            request.Method = request.Query["_method"].ToString().ToUpperInvariant();
        }

        return next(context);
    }
}
