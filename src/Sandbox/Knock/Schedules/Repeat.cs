namespace Webinars.Sandbox.Knock.Schedules;

/// <summary>When something comes again, as Knock writes it.</summary>
/// <param name="Frequency"><c>hourly</c>, <c>daily</c>, <c>weekly</c> or <c>monthly</c>.</param>
/// <param name="Interval">Every so many of them, counted from the start.</param>
/// <param name="Days"><c>mon</c> to <c>sun</c>; null: every day, or each week that of the start.</param>
/// <param name="DayOfMonth">Null: that of the start. In a shorter month its last day.</param>
/// <param name="Hours">Null: those of the start where one was named, else midnight; <paramref name="Minutes"/> likewise.</param>
public sealed record Repeat(string Frequency, int Interval, IReadOnlyList<string>? Days, int? DayOfMonth, int? Hours, int? Minutes)
{
    private const int MostHours = 24 * 8;

    /// <param name="start">From which intervals are counted and before which nothing comes.</param>
    /// <param name="isNamed">Somebody has named the start, so that its time of day is meant.</param>
    /// <returns>The first time after <paramref name="after"/>; null: none.</returns>
    public DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset start, bool isNamed, TimeZoneInfo zone)
    {
        var first = TimeZoneInfo.ConvertTime(start, zone).DateTime;
        var from = TimeZoneInfo.ConvertTime(after > start ? after : start, zone).DateTime;
        var minute = Minutes ?? (isNamed ? first.Minute : 0);
        return Frequency == "hourly" ? Hourly(first, from, minute) : Daily(first, from, new TimeSpan(Hours ?? (isNamed ? first.Hour : 0), minute, 0));

        DateTimeOffset? Hourly(DateTime anchor, DateTime now, int at)
        {
            var beginning = anchor.Date.AddHours(anchor.Hour).AddMinutes(at);
            var passed = Math.Max(0, (long)Math.Floor((now - beginning).TotalHours / Interval));
            return Enumerable.Range(0, MostHours).Select(step => beginning.AddHours((passed + step) * Interval)).Where(x => IsDay(x)).Select(Moment).FirstOrDefault(IsNext);
        }

        DateTimeOffset? Daily(DateTime anchor, DateTime now, TimeSpan at) =>
            Enumerable.Range(0, 62 * (Interval + 1)).Select(day => now.Date.AddDays(day)).Where(x => Falls(x, anchor.Date)).Select(x => Moment(x + at)).FirstOrDefault(IsNext);

        // Also a time that a clock put forward leaves out has an offset.
        DateTimeOffset? Moment(DateTime local) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();

        bool IsNext(DateTimeOffset? moment) => moment > after && moment >= start;
    }

    private bool Falls(DateTime day, DateTime start) => Frequency switch
    {
        "daily" => (day - start).Days % Interval == 0 && IsDay(day),
        "weekly" => (Monday(day) - Monday(start)).Days / 7 % Interval == 0 && (Days is { Count: > 0 } ? IsDay(day) : day.DayOfWeek == start.DayOfWeek),
        _ => (((day.Year - start.Year) * 12) + day.Month - start.Month) % Interval == 0
            && day.Day == Math.Min(DayOfMonth ?? start.Day, DateTime.DaysInMonth(day.Year, day.Month)),
    };

    private bool IsDay(DateTime day) => Days is not { Count: > 0 } days || days.Contains(Name(day), StringComparer.Ordinal);

    private static DateTime Monday(DateTime day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static string Name(DateTime day) => day.DayOfWeek.ToString()[..3].ToLowerInvariant();
}
