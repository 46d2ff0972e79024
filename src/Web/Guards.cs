using Microsoft.Extensions.Options;
using Webinars.Adapters;

namespace Webinars.Web;

/// <summary>What a browser may be made to do on somebody's behalf: nothing by a page that is not ours.</summary>
internal static class Guards
{
    /// <summary>Refuses sockets and changes that a page of another origin asks for; a program that sends no Origin must bring a token or ticket.</summary>
    public static void UseOriginGuard(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<IOptions<AllowedOrigins>>().Value;
        app.Use(async (context, next) =>
        {
            var request = context.Request;
            var origin = request.Headers.Origin.Count > 0 ? request.Headers.Origin.ToString() : null;
            var api = request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/auth") || IsPersonal(request.Path);
            var socket = request.Path.StartsWithSegments("/hub") || (api && context.WebSockets.IsWebSocketRequest);

            // A socket of the API is opened with our cookie, which a browser sends along for anybody's page.
            var change = api && (socket || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)));
            // Nor does a program that sends neither cookie nor origin speak for anybody.
            var forItself = request.Headers.Authorization.Count > 0 || (!socket && origin is null && request.Cookies.Count == 0);
            // Mail programs unsubscribe from wherever they are (RFC 8058): the token says for whom, and nothing else does.
            var oneClick = request.Path.StartsWithSegments("/api/letters");
            if (!oneClick && ((socket && origin is not null && !origins.Contains(origin)) || (change && !forItself && !origins.Contains(origin))))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            await next(context);
        });
    }

    /// <summary>This machine has several names, but an origin has one: whoever opens a page under another of them is led to it, or signing in could not work.</summary>
    public static void UseOneName(this WebApplication app)
    {
        var own = new Uri(app.Configuration.PublicUrl());
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var asked)
                || !own.IsLoopback || !asked.IsLoopback || asked.Host == own.Host || asked.Port != own.Port
                || !HttpMethods.IsGet(request.Method) || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            {
                return next(context);
            }

            context.Response.Redirect($"{app.Configuration.PublicUrl()}{request.Path.ToUriComponent()}{request.QueryString}");
            return Task.CompletedTask;
        });
    }

    /// <summary>On every answer; where a route has said something of its own, that stands.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var policy = ContentSecurityPolicy(app.Configuration);

        // Not of this machine's own name: all that listens here would have to speak TLS for a year.
        var strict = app.Configuration.IsSecure() && !new Uri(app.Configuration.PublicUrl()).IsLoopback;
        app.Use((context, next) =>
        {
            // In the room a host may send from the browser; no other page has business with a camera.
            var capture = IsRoom(context.Request.Path.Value!) ? "(self)" : "()";

            var personal = IsPersonal(context.Request.Path);

            // At the last moment: whoever answers for an exception begins with a clean sheet.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                if (personal)
                {
                    // Their address is a key: kept by nobody, and told to nobody. Not "no-referrer": a form would lose its Origin with it.
                    (headers["Referrer-Policy"], headers.CacheControl, headers["X-Robots-Tag"]) = ("strict-origin", "no-store", "noindex");
                }

                if (strict)
                {
                    headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
                }

                headers.TryAdd("Content-Security-Policy", policy);
                headers.TryAdd("X-Content-Type-Options", "nosniff");
                headers.TryAdd("Referrer-Policy", "same-origin");
                headers.TryAdd("Permissions-Policy", $"camera={capture}, microphone={capture}, display-capture={capture}, geolocation=(), payment=(), usb=()");
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    /// <summary>Pages that the links of letters lead to.</summary>
    public static bool IsPersonal(PathString path) => path.StartsWithSegments("/join") || path.StartsWithSegments("/letters") || path.StartsWithSegments("/feedback");

    private static bool IsRoom(string path) => path.StartsWith("/w/", StringComparison.OrdinalIgnoreCase) && path.TrimEnd('/').EndsWith("/live", StringComparison.OrdinalIgnoreCase);

    /// <remarks>Sources: Clerk docs "CSP headers", Mux docs "Content security policy", read 2026; style 'unsafe-inline' is needed by Clerk's components and the player.</remarks>
    private static string ContentSecurityPolicy(IConfiguration configuration)
    {
        var own = configuration.PublicUrl();
        var clerk = Foreign(configuration["Clerk:Issuer"]);
        var mux = Foreign(configuration["Mux:StreamUrl"] ?? "https://stream.mux.com") is { Length: > 0 } stream
            ? $"{stream} https://*.mux.com https://*.litix.io"
            : "";
        var knock = Foreign(configuration["Knock:BaseUrl"] ?? "https://api.knock.app") is { Length: > 0 } feed
            ? $"{feed} ws{feed["http".Length..]}"
            : "";
        var challenge = clerk.Length > 0 ? "https://challenges.cloudflare.com" : "";
        var socket = own.Replace("http", "ws", StringComparison.Ordinal);
        return $"default-src 'self'; script-src 'self' {challenge}; style-src 'self' 'unsafe-inline'; "
            + $"img-src 'self' data: blob: https://img.clerk.com https://image.mux.com {clerk}; media-src 'self' blob: {mux}; worker-src 'self' blob:; "
            + $"connect-src 'self' {socket} {clerk} {mux} {knock}; frame-src {(challenge.Length > 0 ? challenge : "'none'")}; "
            + "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'";

        string Foreign(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var vendor) && vendor.GetLeftPart(UriPartial.Authority) is var origin && origin != own ? origin : "";
    }
}
