using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Api;

/// <summary>Webinars: making, reading, changing, listing.</summary>
internal static class WebinarsApi
{
    private const int LongestKey = 255;

    public static void MapWebinars(this IEndpointRouteBuilder routes)
    {
        var webinars = routes.MapGroup("/api/webinars").WithTags("Webinars");
        webinars.MapPost("/", Create).RequireAuthorization();
        webinars.MapGet("/", List);
        webinars.MapGet("/{id:guid}", Read);
        webinars.MapPatch("/{id:guid}", Edit).RequireAuthorization();
        webinars.MapPost("/{id:guid}/publish", Publish).RequireAuthorization();
        webinars.MapPost("/{id:guid}/cancel", Cancel).RequireAuthorization();
    }

    private static async Task<Created<WebinarResponse>> Create(
        WebinarDraft draft,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        ScheduleWebinar schedule,
        ClaimsPrincipal user,
        HttpContext context,
        CancellationToken ct)
    {
        if (key is { Length: 0 or > LongestKey })
        {
            throw new RefusedException(Refusal.Invalid("Idempotency-Key", $"1 to {LongestKey} characters."));
        }

        var webinar = await schedule.Run(draft, user.Person(), key, ct);
        context.Response.Headers.ETag = WebinarResponse.Tag(webinar);
        return TypedResults.Created($"/api/webinars/{webinar.Id}", WebinarResponse.Of(webinar));
    }

    private static async Task<Ok<WebinarListResponse>> List(
        ListWebinars list, ClaimsPrincipal user, CancellationToken ct, string view = "upcoming", int limit = 20, string? cursor = null)
    {
        if (!Enum.TryParse<WebinarView>(view, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
        {
            throw new RefusedException(Refusal.Invalid("view", "upcoming, past or mine."));
        }

        var page = await list.Run(wanted, user.FindPerson()?.Id, limit, cursor, ct);
        return TypedResults.Ok(new WebinarListResponse([.. page.Items.Select(WebinarResponse.Of)], page.Next));
    }

    private static async Task<Ok<WebinarResponse>> Read(Guid id, LookAtWebinar look, ClaimsPrincipal user, HttpContext context, CancellationToken ct) =>
        WebinarResponse.Ok(await look.Run(id, user.FindPerson()?.Id, ct), context);

    private static async Task<Ok<WebinarResponse>> Edit(
        Guid id,
        WebinarChange change,
        [FromHeader(Name = "If-Match")] string? match,
        EditWebinar edit,
        ClaimsPrincipal user,
        HttpContext context,
        CancellationToken ct) =>
        WebinarResponse.Ok(await edit.Run(id, change, Version(match), user.Person(), ct), context);

    private static async Task<Ok<WebinarResponse>> Publish(Guid id, PublishWebinar publish, ClaimsPrincipal user, HttpContext context, CancellationToken ct) =>
        WebinarResponse.Ok(await publish.Run(id, user.Person(), ct), context);

    private static async Task<Ok<WebinarResponse>> Cancel(Guid id, CancelWebinar cancel, ClaimsPrincipal user, HttpContext context, CancellationToken ct) =>
        WebinarResponse.Ok(await cancel.Run(id, user.Person(), ct), context);

    /// <summary>Null for "whatever it is"; a tag that is not one of ours matches no version.</summary>
    private static long? Version(string? match) => match switch
    {
        null or "*" => null,
        _ => long.TryParse(match.Replace("W/", "", StringComparison.Ordinal).Trim('"'), out var version) ? version : -1,
    };
}
