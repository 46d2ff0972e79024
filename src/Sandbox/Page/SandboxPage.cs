namespace Webinars.Sandbox.Page;

/// <summary>The page <c>/sandbox</c>: what the made-up vendors hold, and the buttons that a real vendor's dashboard or an encoder would have.</summary>
public static class SandboxPage
{
    private const string Resources = "Webinars.Sandbox.Page.";

    /// <remarks>
    /// Styles may stand inline, because the frame that shows a mail inherits this policy and mails are written so. Scripts may not, anywhere;
    /// and nothing is framed but that: its own policy forbids all that a mail could load.
    /// </remarks>
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob:; "
        + "frame-src 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    public static void MapSandboxPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox", (HttpContext http) => File(http, "page.html"));
        routes.MapGet("/sandbox/page/{**name}", (HttpContext http, string name) => File(http, name));
    }

    private static IResult File(HttpContext http, string name)
    {
        if (typeof(SandboxPage).Assembly.GetManifestResourceStream(Resources + name.Replace('/', '.')) is not { } file)
        {
            return Results.NotFound();
        }

        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(file, Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        });
    }
}
