using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.Notifications;
using Webinars.People;

namespace Webinars.Api;

/// <summary>What a browser needs to show somebody their own notices.</summary>
internal static class NotificationsApi
{
    public static void MapNotifications(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/notifications/pass", MakePass).RequireAuthorization().WithTags("Notifications");

    /// <summary>Only people with an account have notices.</summary>
    private static async Task<Ok<NotificationPass>> MakePass(INotificationPasses passes, PersonStore people, ClaimsPrincipal user, HttpContext context, CancellationToken ct)
    {
        var person = await people.Get(user.Person().Id, ct) is { Subject: not null } known ? known : throw new RefusedException(Refusal.NotFound);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(passes.Make(person.Id));
    }
}
