using System.Buffers.Text;
using System.Text;
using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Rooms.Presence;

/// <param name="LeftAt">Null while this person is here.</param>
public sealed record Attended(Guid PersonId, string Name, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt);

/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Peak">The highest number of people at once so far; on the first page.</param>
public sealed record Attendance(IReadOnlyList<Attended> Items, string? Next, int? Peak);

/// <summary>Who attended a webinar, visit by visit, in the order of coming. For moderators.</summary>
public sealed class ReadAttendance(WebinarStore webinars, VisitStore visits)
{
    private const int Largest = 500;
    private const int Stretch = 1_000;

    /// <exception cref="RefusedException">not-found, not-allowed, banned; invalid: a cursor that is not ours.</exception>
    public async Task<Attendance> Run(Guid webinar, Person person, int limit, string? cursor, CancellationToken ct)
    {
        await webinars.GetFor(webinar, person, Capability.SeeRoster, ct);
        limit = Math.Clamp(limit, 1, Largest);
        var found = await visits.OfWebinar(webinar, cursor is null ? null : Decode(cursor), limit + 1, ct);
        var items = found.Take(limit).ToList();
        return new Attendance(
            [.. items.Select(visit => new Attended(visit.Person, visit.Name, visit.JoinedAt, visit.LeftAt))],
            found.Count > limit ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(VisitStore.Cursor(items[^1]))) : null,
            cursor is null ? await PeakOf(webinar, ct) : null);
    }

    public async Task<int> PeakOf(Guid webinar, CancellationToken ct)
    {
        var all = new List<Visit>();
        IReadOnlyList<Visit> page;
        do
        {
            page = await visits.OfWebinar(webinar, all.Count == 0 ? null : VisitStore.Cursor(all[^1]), Stretch, ct);
            all.AddRange(page);
        }
        while (page.Count == Stretch);
        return Peak.Of(all);
    }

    private static string Decode(string cursor) =>
        Base64Url.IsValid(cursor) && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) is var key && TimeKey.IsOne(key)
            ? key
            : throw new RefusedException(Refusal.Invalid("cursor", "Take the cursor from the page before."));
}
