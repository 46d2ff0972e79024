using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>The keys under which webinars are listed: a sortable time, then the id, so that a key is also a cursor.</summary>
public static class WebinarLists
{
    public const string Upcoming = "upcoming";
    public const string Past = "past";
    public const string Mine = "mine";

    /// <summary>Webinars that a clock ends: starting, on.</summary>
    public const string Timed = "timed";

    /// <summary>Over, and the recording not yet to be seen.</summary>
    public const string Unshown = "unshown";

    /// <summary>Greater than every key that begins with digits or letters.</summary>
    public const string End = "~";

    public static string Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString("D15");

    public static string Of(Guid host) => $"{host:N}.";

    /// <summary>Where a list goes on behind this webinar.</summary>
    public static string After(Webinar webinar, string index) => Keys(webinar).Single(key => key.Index == index).Value + " ";

    public static IEnumerable<DocumentKey> Keys(Webinar webinar)
    {
        var start = $"{Time(webinar.StartsAt)}.{webinar.Id:N}";
        yield return new DocumentKey(Mine, Of(webinar.HostId) + start);
        switch (webinar.Status)
        {
            case WebinarStatus.Starting or WebinarStatus.Live or WebinarStatus.Interrupted:
                yield return new DocumentKey(Timed, start);
                yield return new DocumentKey(Upcoming, start);
                break;
            case WebinarStatus.Scheduled:
                yield return new DocumentKey(Upcoming, start);
                break;
            case WebinarStatus.Ended or WebinarStatus.Replay:
                var end = $"{Time(webinar.EndedAt ?? webinar.StartsAt)}.{webinar.Id:N}";
                yield return new DocumentKey(Past, end);
                if (webinar.Status is WebinarStatus.Ended)
                {
                    yield return new DocumentKey(Unshown, end);
                }

                break;
        }
    }
}
