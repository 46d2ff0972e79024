using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Letters;

/// <summary>Addresses that open somebody's own calendar with the webinar filled in.</summary>
internal static class CalendarLinks
{
    public static Block.Links Of(Webinar webinar, LetterLinks links) => new("Add it to your calendar", To(webinar, links.Join));

    /// <param name="link">Where one takes part.</param>
    public static IReadOnlyList<(string Text, string Url)> To(Webinar webinar, string link)
    {
        var (title, what) = (Uri.EscapeDataString(webinar.Title), Uri.EscapeDataString($"Join: {link}"));
        var (from, to) = (webinar.StartsAt.UtcDateTime, webinar.StartsAt.UtcDateTime.AddMinutes(webinar.DurationMinutes));
        return
        [
            ("Google", $"https://calendar.google.com/calendar/render?action=TEMPLATE&text={title}&dates={from:yyyyMMdd'T'HHmmss'Z'}/{to:yyyyMMdd'T'HHmmss'Z'}&details={what}"),
            ("Outlook", $"https://outlook.live.com/calendar/0/deeplink/compose?path=/calendar/action/compose&rru=addevent&subject={title}&startdt={from:yyyy-MM-ddTHH:mm:ss'Z'}&enddt={to:yyyy-MM-ddTHH:mm:ss'Z'}&body={what}"),
        ];
    }
}
