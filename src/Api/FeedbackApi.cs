using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.Rooms.Feedback;

namespace Webinars.Api;

/// <summary>What people thought of a webinar, for moderators.</summary>
internal static class FeedbackApi
{
    public static void MapFeedback(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/webinars/{id:guid}/feedback", Read).WithTags("Feedback").RequireAuthorization();

    private static async Task<Ok<FeedbackSummary>> Read(
        Guid id, ReadFeedback feedback, ClaimsPrincipal user, HttpContext context, CancellationToken ct, int limit = 50, long? before = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await feedback.Run(id, user.Person(), limit, before, ct));
    }
}
