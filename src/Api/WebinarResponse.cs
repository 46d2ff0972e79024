using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Webinars.Scheduling;

namespace Webinars.Api;

/// <summary>A webinar as everybody who may see it sees it.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="TimeZone">IANA name of the organiser's zone.</param>
/// <param name="Revision">Grows with every change of status or schedule.</param>
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
    HostResponse Host,
    DateTimeOffset? WentLiveAt,
    DateTimeOffset? EndedAt)
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
        webinar.EndedAt);

    /// <summary>With its version as ETag, for a later <c>If-Match</c>.</summary>
    public static Ok<WebinarResponse> Ok(Webinar webinar, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(webinar);
        return TypedResults.Ok(Of(webinar));
    }

    public static string Tag(Webinar webinar) => $"\"{webinar.Version}\"";
}

public sealed record HostResponse(Guid Id, string Name);

/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record WebinarListResponse(IReadOnlyList<WebinarResponse> Items, string? Next);
