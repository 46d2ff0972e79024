using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Api;

/// <summary>A webinar as everybody who may see it sees it.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="TimeZone">IANA name of the organiser's zone.</param>
/// <param name="Revision">Grows with every change of status or schedule.</param>
/// <param name="Host">Absent, as the description is empty, for strangers to a webinar that is for who was invited.</param>
public sealed record WebinarResponse(
    Guid Id,
    string Slug,
    string Title,
    string Description,
    DateTimeOffset StartsAt,
    int DurationMinutes,
    string TimeZone,
    WebinarStatus Status,
    int Revision,
    HostResponse? Host,
    DateTimeOffset? WentLiveAt,
    DateTimeOffset? EndedAt,
    AccessResponse Access)
{
    public static WebinarResponse Of(Webinar webinar) => new(
        webinar.Id,
        webinar.Slug,
        webinar.Title,
        webinar.Description,
        webinar.StartsAt,
        webinar.DurationMinutes,
        webinar.TimeZone,
        webinar.Status,
        webinar.Revision,
        new HostResponse(webinar.HostId, webinar.HostName),
        webinar.WentLiveAt,
        webinar.EndedAt,
        AccessResponse.Of(webinar.Access));

    /// <summary>As this one reader may see it.</summary>
    public static Ok<WebinarResponse> Ok(WebinarSight sight, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(sight.Webinar);
        var all = Of(sight.Webinar);
        return TypedResults.Ok(sight.Whole
            ? all with { Access = all.Access with { Full = sight.Full, SeatsLeft = sight.SeatsLeft } }
            : all with { Description = "", Host = null, Access = new AccessResponse(sight.Webinar.Access.Policy, null, []) });
    }

    /// <summary>With its version as ETag, for a later <c>If-Match</c>.</summary>
    public static Ok<WebinarResponse> Ok(Webinar webinar, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(webinar);
        return TypedResults.Ok(Of(webinar));
    }

    public static string Tag(Webinar webinar) => $"\"{webinar.Version}\"";
}

public sealed record HostResponse(Guid Id, string Name);

/// <summary>Who may come.</summary>
/// <param name="Capacity">Seats; absent: for everybody.</param>
/// <param name="Full">Who registers now waits for a seat; when one webinar is read, and seats are counted.</param>
/// <param name="SeatsLeft">For who leads it.</param>
public sealed record AccessResponse(AccessPolicy Policy, int? Capacity, IReadOnlyList<RegistrationQuestion> Questions, bool? Full = null, int? SeatsLeft = null)
{
    public static AccessResponse Of(Access access) => new(access.Policy, access.Capacity, access.Questions);
}

/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record WebinarListResponse(IReadOnlyList<WebinarResponse> Items, string? Next);
