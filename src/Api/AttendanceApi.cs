using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.Rooms.Presence;

namespace Webinars.Api;

/// <summary>Who attended, for moderators.</summary>
internal static class AttendanceApi
{
    public static void MapAttendance(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/webinars/{id:guid}/attendance", Read).WithTags("Attendance").RequireAuthorization();

    private static async Task<Ok<Attendance>> Read(
        Guid id, ReadAttendance attendance, ClaimsPrincipal user, CancellationToken ct, int limit = 100, string? cursor = null) =>
        TypedResults.Ok(await attendance.Run(id, user.Person(), limit, cursor, ct));
}
