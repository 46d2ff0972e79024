using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Letters;

/// <summary>A webinar for anybody's calendar: only what its page says to everybody. The same entry as in letters, so that who has both sees one.</summary>
/// <param name="from">The address that letters come from.</param>
public sealed class PublicCalendar(string from, PublicAddress address, TimeProvider time)
{
    /// <summary>An iCalendar file (RFC 5546, PUBLISH).</summary>
    /// <param name="withHost">Whether it says who holds it.</param>
    public byte[] File(Webinar webinar, bool withHost)
    {
        var cancelled = webinar.Status is WebinarStatus.Cancelled;
        var shown = withHost ? webinar : webinar with { HostName = "Webinars" };
        return CalendarEntry.Write(CalendarEntry.Of(shown, $"Join: {Page(webinar)}", Page(webinar), from, cancelled, time.GetUtcNow()), "PUBLISH");
    }

    /// <summary>Addresses that open somebody's own calendar with it filled in.</summary>
    public IReadOnlyList<(string Text, string Url)> Links(Webinar webinar) => CalendarLinks.To(webinar, Page(webinar));

    private string Page(Webinar webinar) => $"{address.Url}/w/{webinar.Slug}";
}
