using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.Mail;
using Webinars.Telling;

namespace Webinars.Api;

/// <summary>For who leads: which letters went to whom and how it went, and what they have to say to all.</summary>
internal static class LettersApi
{
    public static void MapLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/webinars/{id:guid}/letters").WithTags("Letters").RequireAuthorization();
        letters.MapGet("/", List);
        letters.MapPost("/announcements", Announce);
        letters.MapPost("/announcements/preview", Preview);
    }

    /// <remarks>The tallies come with the first page.</remarks>
    private static async Task<Ok<LettersResponse>> List(
        Guid id, ReadLetters read, ClaimsPrincipal user, CancellationToken ct, string? kind = null, string? fate = null, Guid? registration = null, int limit = 50, string? after = null)
    {
        var page = await read.List(id, new LettersWanted(QueryWord.Read<LetterKind>(kind, "kind"), QueryWord.Read<LetterFate>(fate, "fate"), registration, after, limit), user.Person(), ct);
        return TypedResults.Ok(new LettersResponse(page.Items, page.Next, after is null ? await read.Tally(id, user.Person(), ct) : null));
    }

    private static async Task<Accepted<AnnouncementResponse>> Announce(Guid id, AnnouncementRequest request, AnnounceByMail announce, ClaimsPrincipal user, CancellationToken ct)
    {
        var one = await announce.Run(id, request, user.Person(), ct);
        return TypedResults.Accepted((string?)null, new AnnouncementResponse(one.Id, one.Subject, one.Text, one.By, one.At));
    }

    private static async Task<Ok<AnnouncementPreview>> Preview(Guid id, AnnouncementRequest request, AnnounceByMail announce, ClaimsPrincipal user, CancellationToken ct) =>
        TypedResults.Ok(await announce.Preview(id, request, user.Person(), ct));
}

/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
internal sealed record LettersResponse(IReadOnlyList<LetterSeen> Items, string? Next, IReadOnlyList<LetterTally>? Tallies);

internal sealed record AnnouncementResponse(string Id, string? Subject, string Text, string By, DateTimeOffset At);
