using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Webinars.Web.Pages;

/// <summary>wwwroot, with the caching that each part of it bears.</summary>
public static class BrowserFiles
{
    public static IServiceCollection AddBrowserFiles(this IServiceCollection services) => services
        .AddSingleton<BrowserCode>()
        .AddResponseCompression(compression => compression.EnableForHttps = true);

    public static IApplicationBuilder UseBrowserFiles(this IApplicationBuilder app)
    {
        var types = new FileExtensionContentTypeProvider();
        // Without a charset Clerk's scripts are read in the page's, and its apostrophes break.
        types.Mappings[".js"] = "text/javascript; charset=utf-8";
        types.Mappings[".css"] = "text/css; charset=utf-8";
        types.Mappings[".map"] = "application/json";
        // Scripts and style sheets only: a page that holds a secret and a visitor's words is not to be compressed under TLS.
        app.UseWhen(context => IsBuilt(context.Request.Path), built => built.UseResponseCompression());
        return app.UseStaticFiles(new StaticFileOptions { ContentTypeProvider = types, OnPrepareResponse = Cache });
    }

    private static bool IsBuilt(PathString path) => path.StartsWithSegments("/dist") || path.StartsWithSegments("/vendor");

    private static void Cache(StaticFileResponseContext context)
    {
        var path = context.Context.Request.Path;
        // Names in dist hold a hash, Clerk's entries are asked for with their version: what stands behind one address never changes.
        var forEver = IsBuilt(path) && !path.Value!.EndsWith(".json", StringComparison.Ordinal);
        context.Context.Response.Headers[HeaderNames.CacheControl] = forEver ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
