using System.Globalization;
using Webinars.Scheduling;

namespace Webinars.Web.Pages;

/// <summary>How pages speak of a webinar.</summary>
public static class WebinarWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Word(this WebinarStatus status) => status switch
    {
        WebinarStatus.Draft => "Draft",
        WebinarStatus.Scheduled => "Scheduled",
        WebinarStatus.Starting => "Getting ready",
        WebinarStatus.Live => "Live",
        WebinarStatus.Interrupted => "Back in a moment",
        WebinarStatus.Ended => "Ended",
        WebinarStatus.Replay => "Replay",
        _ => "Cancelled",
    };

    /// <summary>The status as it travels: <c>scheduled</c>.</summary>
    public static string Code(this WebinarStatus status) => status.ToString().ToLowerInvariant();

    public static DateTimeOffset AtTheOrganisers(this Webinar webinar) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(webinar.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(webinar.StartsAt, zone) : webinar.StartsAt;

    public static string Say(this DateTimeOffset moment, string format) => moment.ToString(format, English);

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Iso(this DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>"45 min", "1 h", "1 h 30 min".</summary>
    public static string Length(this Webinar webinar) => (webinar.DurationMinutes / 60, webinar.DurationMinutes % 60) switch
    {
        (0, var minutes) => $"{minutes} min",
        (var hours, 0) => $"{hours} h",
        var (hours, minutes) => $"{hours} h {minutes} min",
    };

    public static string Initials(this string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Length > 1 ? new[] { words[0], words[^1] } : words;
        return string.Concat(letters.Select(word => StringInfo.GetNextTextElement(word))).ToUpper(English);
    }
}
