using System.Globalization;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Letters;

/// <summary>When a webinar takes place, in words.</summary>
internal static class Times
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static Block.When When(this Webinar webinar, Registration to)
    {
        var theirs = Zone(webinar.TimeZone) ?? TimeZoneInfo.Utc;
        var yours = to.TimeZone is null ? theirs : Zone(to.TimeZone) ?? theirs;
        var same = yours.GetUtcOffset(webinar.StartsAt) == theirs.GetUtcOffset(webinar.StartsAt);
        return new Block.When(Say(webinar.StartsAt, yours), same ? null : Say(webinar.StartsAt, theirs), Length(webinar.DurationMinutes));
    }

    /// <summary>"Thursday 4 March 2027, 18:00 (Europe/Berlin, UTC+01:00)": the offset is that of the day, whatever the clocks do before it.</summary>
    public static string Say(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(moment, zone);
        var offset = there.Offset == TimeSpan.Zero ? "UTC" : $"UTC{(there.Offset < TimeSpan.Zero ? '-' : '+')}{there.Offset:hh\\:mm}";
        return there.ToString("dddd d MMMM yyyy, HH:mm", English) + (zone.Id is "UTC" or "Etc/UTC" ? " (UTC)" : $" ({zone.Id.Replace('_', ' ')}, {offset})");
    }

    public static string Length(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest} minutes",
        (1, 0) => "1 hour",
        (var hours, 0) => $"{hours} hours",
        var (hours, rest) => $"{hours} h {rest} min",
    };

    /// <summary>How far off it is for this reader at this moment: "tomorrow", "today", "in one hour", "in 25 minutes". A server that was down says it late, and on the days on which clocks change 24 hours are not a day.</summary>
    public static string Soon(this Webinar webinar, Registration to, DateTimeOffset now)
    {
        var zone = Zone(to.TimeZone ?? "") ?? Zone(webinar.TimeZone) ?? TimeZoneInfo.Utc;
        var days = (TimeZoneInfo.ConvertTime(webinar.StartsAt, zone).Date - TimeZoneInfo.ConvertTime(now, zone).Date).Days;
        var left = webinar.StartsAt - now;
        return left.TotalMinutes switch
        {
            < 1.5 => "in a minute",
            < 55 => $"in {left.TotalMinutes:0} minutes",
            < 75 => "in one hour",
            _ => days switch { 0 => "today", 1 => "tomorrow", _ => $"in {left.TotalHours:0} hours" },
        };
    }

    private static TimeZoneInfo? Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
