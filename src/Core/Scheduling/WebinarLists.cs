using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>The keys under which webinars are listed, by time.</summary>
public static class WebinarLists
{
    public const string Upcoming = "upcoming";
    public const string Past = "past";
    public const string Mine = "mine";

    /// <summary>To come, for who was invited: in no list that everybody sees.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>Webinars that a clock ends: starting, on.</summary>
    public const string Timed = "timed";

    /// <summary>Over, and the recording not yet to be seen.</summary>
    public const string Unshown = "unshown";

    public static string Of(Guid host) => $"{host:N}.";

    /// <summary>Where a list goes on behind this webinar.</summary>
    public static string After(Webinar webinar, string index) => Keys(webinar).Single(key => key.Index == index).Value + " ";

    public static IEnumerable<DocumentKey> Keys(Webinar webinar)
    {
        var start = TimeKey.Of(webinar.StartsAt, webinar.Id);
        var listed = webinar.Access.Policy is not AccessPolicy.InviteOnly;
        yield return new DocumentKey(Mine, Of(webinar.HostId) + start);
        switch (webinar.Status)
        {
            case WebinarStatus.Starting or WebinarStatus.Live or WebinarStatus.Interrupted:
                yield return new DocumentKey(Timed, start);
                yield return new DocumentKey(listed ? Upcoming : Unlisted, start);
                break;
            case WebinarStatus.Scheduled:
                yield return new DocumentKey(listed ? Upcoming : Unlisted, start);
                break;
            case WebinarStatus.Ended or WebinarStatus.Replay:
                var end = TimeKey.Of(webinar.EndedAt ?? webinar.StartsAt, webinar.Id);
                if (listed)
                {
                    yield return new DocumentKey(Past, end);
                }

                if (webinar.Status is WebinarStatus.Ended)
                {
                    yield return new DocumentKey(Unshown, end);
                }

                break;
        }
    }
}
