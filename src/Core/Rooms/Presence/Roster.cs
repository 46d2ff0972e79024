using System.Buffers.Text;
using System.Text;
using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Presence;

/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Total">All who are here; where one searched, all who were found.</param>
/// <param name="Approximate">True while somebody on another node may be missing, or there though gone; else left out.</param>
public sealed record Roster(IReadOnlyList<RosterEntry> People, string? Next, int Total, bool? Approximate = null)
{
    private const int Largest = 100;
    private const int LongestSearch = 80;

    /// <summary>Who is here, a page at a time, by name.</summary>
    /// <param name="search">A part of the name, without regard to case and diacritics.</param>
    /// <param name="after">The cursor of the page before.</param>
    /// <exception cref="RefusedException">not-allowed; too-long, bad-text (the search); invalid: a cursor that is not ours.</exception>
    public static Roster Read(LiveRoom live, Actor you, string? search, string? after, int limit)
    {
        var room = live.State;
        var moderates = room.Known(you).Can(Capability.SeeRoster);
        if (!moderates && !room.Settings.AttendeeRoster)
        {
            throw new RefusedException(Refusal.NotAllowed);
        }

        limit = Math.Clamp(limit, 1, Largest);
        var wanted = Folded.Of(PlainText.Clean(search, 0, LongestSearch, field: "search"));
        IReadOnlyList<Present> found = wanted.Length == 0
            ? live.Presence.ByName
            : live.Presence.ByName.Where(present => present.Key.Contains(wanted, StringComparison.Ordinal)).ToList();
        var first = after is null ? 0 : FirstAfter(found, Decode(after));
        var last = Math.Min(first + limit, found.Count);
        return new Roster(
            [.. Enumerable.Range(first, Math.Max(0, last - first)).Select(i => RosterEntry.Of(found[i], room, moderates ? live.Now : null))],
            last < found.Count ? Encode(found[last - 1]) : null,
            found.Count,
            live.Presence.IsApproximate ? true : null);
    }

    /// <summary>By halves; who stood there may have left meanwhile.</summary>
    private static int FirstAfter(IReadOnlyList<Present> sorted, Present cursor)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Present.Order.Compare(sorted[middle], cursor) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static string Encode(Present last) => Base64Url.EncodeToString([.. last.Who.Id.ToByteArray(), .. Encoding.UTF8.GetBytes(last.Key)]);

    private static Present Decode(string cursor)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            return new Present(new Actor(new Guid(bytes.AsSpan(0, 16)), "", Role.Attendee), default, Encoding.UTF8.GetString(bytes.AsSpan(16)));
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException)
        {
            throw new RefusedException(Refusal.Invalid("after", "Take the cursor from the page before."));
        }
    }
}

/// <param name="Role">Of now.</param>
/// <param name="MutedUntil">For moderators: until when this person may not write; the end of time for good.</param>
public sealed record RosterEntry(Guid Id, string Name, Role Role, DateTimeOffset Since, DateTimeOffset? MutedUntil = null)
{
    /// <param name="now">Null: the viewer does not see who is muted.</param>
    public static RosterEntry Of(Present present, Room room, DateTimeOffset? now) =>
        new(present.Who.Id, present.Who.Name, room.Known(present.Who).Role, present.Since, now is { } time ? MutedUntilOf(present.Who.Id, room, time) : null);

    private static DateTimeOffset? MutedUntilOf(Guid person, Room room, DateTimeOffset now) =>
        room.Moderation.KnownVoice(person, now) is { } muted ? muted.RetryAfter is { } wait ? now + wait : DateTimeOffset.MaxValue : null;
}
