namespace Webinars.Sandbox.Page;

/// <summary>The page <c>/sandbox</c>: what the made-up vendors hold, and the buttons that a real vendor's dashboard or an encoder would have.</summary>
public static class SandboxPage
{
    public static IEndpointRouteBuilder MapSandboxPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox", (HttpContext http) => File(http, "page.html", "text/html; charset=utf-8"));
        routes.MapGet("/sandbox/page.css", (HttpContext http) => File(http, "page.css", "text/css; charset=utf-8"));
        routes.MapGet("/sandbox/page.js", (HttpContext http) => File(http, "page.js", "text/javascript; charset=utf-8"));
        return routes;
    }

    private static IResult File(HttpContext http, string name, string type)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'";
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Stream(typeof(SandboxPage).Assembly.GetManifestResourceStream($"Webinars.Sandbox.Page.{name}")!, type);
    }
}
