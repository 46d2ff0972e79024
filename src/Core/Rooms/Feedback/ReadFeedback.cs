using Webinars.People;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;

namespace Webinars.Rooms.Feedback;

/// <param name="Average">Of all ratings; null while there are none.</param>
/// <param name="Ratings">How many gave one star, two, … five.</param>
/// <param name="Comments">The newest first.</param>
/// <param name="Next">To be given as <c>before</c> for the next page; null on the last.</param>
/// <param name="Turnout">On the first page.</param>
public sealed record FeedbackSummary(int Count, double? Average, IReadOnlyList<int> Ratings, IReadOnlyList<FeedbackComment> Comments, long? Next, Turnout? Turnout);

public sealed record FeedbackComment(long Id, DateTimeOffset At, string Name, int Rating, string Text);

/// <param name="Attended">People who were there for a while, those not counted who read the feedback.</param>
/// <param name="Answered">How many of these left feedback.</param>
public sealed record Turnout(int Attended, int Answered);

/// <summary>What people thought of a webinar. For moderators.</summary>
public sealed class ReadFeedback(WebinarStore webinars, LiveRooms rooms, VisitStore visits, TimeProvider time)
{
    private const int Largest = 100;
    private const int Stretch = 1_000;

    /// <param name="before">The position that the page before ended with; null: the newest.</param>
    /// <exception cref="RefusedException">not-found, not-allowed, banned.</exception>
    public async Task<FeedbackSummary> Run(Guid id, Person person, int limit, long? before, CancellationToken ct)
    {
        var (webinar, _) = await webinars.GetFor(id, person, Capability.SeeModeration, ct);
        limit = Math.Clamp(limit, 1, Largest);
        var room = (await rooms.Open(id).WaitAsync(ct)).State;
        var book = room.Feedback;
        var count = book.Newest.Count;
        var said = book.Newest.Values.Where(left => left.Comment is not null && (before is null || left.Position < before)).Take(limit + 1).ToList();
        return new FeedbackSummary(
            count,
            count == 0 ? null : Math.Round(book.Newest.Values.Average(left => left.Rating), 2),
            book.Ratings,
            [.. said.Take(limit).Select(left => new FeedbackComment(left.Position, left.At, left.By!.Name, left.Rating, left.Comment!))],
            said.Count > limit ? said[limit - 1].Position : null,
            before is null ? await TurnoutOf(webinar, room, ct) : null);
    }

    private async Task<Turnout> TurnoutOf(Webinar webinar, Room room, CancellationToken ct)
    {
        var (from, until) = (webinar.WentLiveAt ?? webinar.StartsAt, webinar.EndedAt ?? time.GetUtcNow());
        var stayed = new Dictionary<Guid, TimeSpan>();
        IReadOnlyList<Visit> page = [];
        do
        {
            page = await visits.OfWebinar(webinar.Id, page is [.., var last] ? VisitStore.Cursor(last) : null, Stretch, ct);
            foreach (var visit in page)
            {
                stayed[visit.Person] = stayed.GetValueOrDefault(visit.Person) + visit.Within(from, until);
            }
        }
        while (page.Count == Stretch);
        var attended = stayed.Where(one => one.Value >= Visit.CountsFrom && !room.RoleOf(one.Key).Has(Capability.SeeModeration)).Select(one => one.Key).ToList();
        return new Turnout(attended.Count, attended.Count(one => room.Feedback.Of(one) is not null));
    }
}
