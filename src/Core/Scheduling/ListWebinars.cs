using System.Text;
using Webinars.Storage;

namespace Webinars.Scheduling;

public enum WebinarView
{
    /// <summary>On now or to come, the soonest first.</summary>
    Upcoming,

    /// <summary>Over, the latest first.</summary>
    Past,

    /// <summary>Of one host, in every state, the latest start first.</summary>
    Mine,
}

/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record WebinarPage(IReadOnlyList<Webinar> Items, string? Next);

/// <summary>The three lists of webinars, a page at a time.</summary>
public sealed class ListWebinars(WebinarStore webinars, TimeProvider time)
{
    private const int Largest = 100;

    /// <summary>A webinar whose host never came leaves the upcoming list after this.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(12);

    /// <exception cref="RefusedException">not-signed-in: Mine without a person; invalid: a cursor that is not ours.</exception>
    public async Task<WebinarPage> Run(WebinarView view, Guid? person, int limit, string? cursor, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, Largest);
        var after = cursor is null ? null : Decode(cursor);
        var (index, prefix) = view switch
        {
            WebinarView.Upcoming => (WebinarLists.Upcoming, ""),
            WebinarView.Past => (WebinarLists.Past, ""),
            _ => (WebinarLists.Mine, WebinarLists.Of(person ?? throw new RefusedException(Refusal.NotSignedIn))),
        };
        var descending = view is not WebinarView.Upcoming;
        var earliest = view is WebinarView.Upcoming ? TimeKey.Of(time.GetUtcNow() - Forgotten) : prefix;
        var (from, to) = (after, descending) switch
        {
            (null, _) => (earliest, prefix + TimeKey.End),
            (_, true) => (earliest, prefix + after),
            (_, false) => (prefix + after + " ", prefix + TimeKey.End),
        };

        var found = await webinars.Find(index, from, to, limit + 1, descending, ct);
        var items = found.Take(limit).ToList();
        return new WebinarPage(items, found.Count > limit ? Encode(items[^1], index, prefix) : null);
    }

    private static string Encode(Webinar last, string index, string prefix)
    {
        var key = WebinarLists.Keys(last).Single(key => key.Index == index).Value;
        return Convert.ToHexString(Encoding.ASCII.GetBytes(key[prefix.Length..])).ToLowerInvariant();
    }

    private static string Decode(string cursor)
    {
        try
        {
            var key = Encoding.ASCII.GetString(Convert.FromHexString(cursor));
            return TimeKey.IsOne(key) ? key : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new RefusedException(Refusal.Invalid("cursor", "Take the cursor from the page before."));
        }
    }
}
