using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.People;

namespace Webinars.Api;

/// <summary>Our own cookie for pages that the server renders: exchanged once for a verified session token.</summary>
internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/auth/session", Begin).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = AuthenticationSchemes.Token }).WithTags("Session");
        routes.MapDelete("/auth/session", End).WithTags("Session");
    }

    private static async Task<NoContent> Begin(ClaimsPrincipal user, HttpContext context)
    {
        var identity = SignedIn.Identity(user.Person(), user.Session(), AuthenticationSchemes.Cookie);
        await context.SignInAsync(AuthenticationSchemes.Cookie, new ClaimsPrincipal(identity));
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> End(ClaimsPrincipal user, IRoomConnections connections, HttpContext context)
    {
        if (user.Session() is { } session)
        {
            connections.EndSession(session);
        }

        await context.SignOutAsync(AuthenticationSchemes.Cookie);
        return TypedResults.NoContent();
    }
}

/// <summary>The two ways in which a person is known to us over HTTP.</summary>
public static class AuthenticationSchemes
{
    /// <summary>A session token in the Authorization header.</summary>
    public const string Token = "Bearer";

    /// <summary>Our own cookie.</summary>
    public const string Cookie = "Session";
}
