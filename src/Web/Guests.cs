using System.Security.Claims;
using Webinars.Api;
using Webinars.Rooms.Guests;
using Webinars.Scheduling;

namespace Webinars.Web;

/// <summary>
/// People without an account, by what their personal link has left in this browser. They are somebody on the routes of that one webinar, and nobody anywhere else;
/// whoever is signed in is their account everywhere.
/// </summary>
internal static class Guests
{
    private const string Scheme = "Guest";

    public static void UseGuests(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity is not { IsAuthenticated: true } && context.Request.Headers.Authorization.Count == 0 && await Find(context) is { } guest)
        {
            context.User = guest;
        }

        await next(context);
    });

    private static async Task<ClaimsPrincipal?> Find(HttpContext context)
    {
        if (GuestCookie.Read(context.Request) is not { Count: > 0 } keys || await WebinarOf(context) is not { } webinar)
        {
            return null;
        }

        var recognise = context.RequestServices.GetRequiredService<RecogniseGuest>();
        if (await recognise.Run(webinar, keys, context.RequestAborted) is not { } guest)
        {
            return null;
        }

        var identity = SignedIn.Identity(guest.Person, guest.Session, Scheme);
        identity.AddClaim(new Claim(SignedIn.GuestClaim, webinar.ToString()));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The webinar that the matched route is about.</summary>
    private static async Task<Guid?> WebinarOf(HttpContext context)
    {
        var (path, values) = (context.Request.Path, context.Request.RouteValues);
        return path.StartsWithSegments("/api/webinars") ? Guid.TryParse(values["id"] as string, out var id) ? id : null
            : path.StartsWithSegments("/w") && values["slug"] is string slug
                ? (await context.RequestServices.GetRequiredService<WebinarStore>().GetBySlug(slug, context.RequestAborted))?.Id
            : null;
    }
}
