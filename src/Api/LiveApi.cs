using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.People;
using Webinars.Registering;
using Webinars.Replaying;
using Webinars.Rooms;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;
using Webinars.Streaming;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Api;

/// <summary>Going live: the stream, its passes, tickets for the room.</summary>
internal static class LiveApi
{
    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        var webinar = routes.MapGroup("/api/webinars/{id:guid}").WithTags("Live").RequireAuthorization();
        webinar.MapPost("/go-live", GoLive);
        webinar.MapDelete("/go-live", TakeBack);
        webinar.MapPost("/end", End);
        webinar.MapGet("/stream", ReadStream);
        webinar.MapPost("/stream/reset-key", ResetKey);
        webinar.MapPost("/playback-token", Admit);
        webinar.MapPost("/ticket", IssueTicket);
    }

    private static async Task<Ok<WebinarResponse>> GoLive(Guid id, GoLive live, ClaimsPrincipal user, HttpContext context, CancellationToken ct) =>
        WebinarResponse.Ok(await live.Run(id, user.Person(), ct), context);

    private static async Task<Ok<WebinarResponse>> TakeBack(Guid id, GoLive live, ClaimsPrincipal user, HttpContext context, CancellationToken ct) =>
        WebinarResponse.Ok(await live.TakeBack(id, user.Person(), ct), context);

    private static async Task<Ok<WebinarResponse>> End(Guid id, EndWebinar end, ClaimsPrincipal user, HttpContext context, CancellationToken ct) =>
        WebinarResponse.Ok(await end.Run(id, user.Person(), ct), context);

    private static async Task<Ok<StreamResponse>> ReadStream(
        Guid id, ProvisionStream provision, OpenBroadcast broadcasts, ClaimsPrincipal user, HttpContext context, CancellationToken ct) =>
        Secret(await provision.Run(id, user.Person(), ct), broadcasts, context);

    private static async Task<Ok<StreamResponse>> ResetKey(
        Guid id, ProvisionStream provision, OpenBroadcast broadcasts, IRoomNotices room, ClaimsPrincipal user, HttpContext context, CancellationToken ct)
    {
        var provisioned = await provision.ResetKey(id, user.Person(), ct);
        room.Tell(id, Capability.Lead, Notice.StreamKeyReset);
        return Secret(provisioned, broadcasts, context);
    }

    private static async Task<Ok<PlaybackResponse>> Admit(Guid id, AdmitViewer admit, ClaimsPrincipal user, HttpContext context, CancellationToken ct)
    {
        var pass = await admit.Run(id, user.Person().Id, ct);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PlaybackResponse(pass.PlaybackId, pass.Token, pass.Source, pass.ExpiresAt, pass.Storyboard, pass.Poster));
    }

    private static async Task<Ok<TicketResponse>> IssueTicket(
        Guid id, WebinarStore webinars, Admission admission, InvitedRoles invited, TicketOffice tickets, ClaimsPrincipal user, HttpContext context, CancellationToken ct)
    {
        var person = user.Person();
        var webinar = await webinars.GetVisible(id, person.Id, ct);
        var role = await invited.Give(webinar, person, await admission.Of(webinar, person.Id, ct), ct);
        var (ticket, expiresAt) = await tickets.Issue(id, person, role, user.Session(), ct);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TicketResponse(ticket, expiresAt));
    }

    private static Ok<StreamResponse> Secret((LiveStream Stream, VideoStream Video) provisioned, OpenBroadcast broadcasts, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var url = provisioned.Video.IngestUrl;
        return TypedResults.Ok(new StreamResponse(url, provisioned.Video.StreamKey, provisioned.Stream.State, broadcasts.CanSendTo(url)));
    }
}

/// <param name="StreamKey">For the host's encoder alone; never cached.</param>
/// <param name="FromBrowser">Whether a browser may send too, over <c>…/broadcast</c>.</param>
internal sealed record StreamResponse(string IngestUrl, string StreamKey, StreamState Status, bool FromBrowser);

/// <param name="Src">Where the player finds it; absent when it knows from the playback id.</param>
/// <param name="Storyboard">Of a replay: small pictures for the timeline (WebVTT).</param>
/// <param name="Poster">Of a replay: a picture of its beginning.</param>
internal sealed record PlaybackResponse(string PlaybackId, string Token, string? Src, DateTimeOffset ExpiresAt, string? Storyboard, string? Poster);

/// <param name="Ticket">Opens one socket within 60 seconds.</param>
internal sealed record TicketResponse(string Ticket, DateTimeOffset ExpiresAt);
