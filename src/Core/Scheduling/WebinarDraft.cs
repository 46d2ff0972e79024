using Webinars.Text;

namespace Webinars.Scheduling;

/// <summary>What a host says of a webinar; checked as a whole before anything is saved.</summary>
/// <param name="Access">What is left out is as it is when nothing is said: anybody, no limit, no questions.</param>
public sealed record WebinarDraft(string? Title, string? Description, DateTimeOffset StartsAt, int DurationMinutes, string? TimeZone, AccessChange? Access = null)
{
    /// <summary>A form may be open for a while before it is sent.</summary>
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(365 * 3);

    /// <exception cref="RefusedException">too-short, too-long, bad-text, invalid; with the field.</exception>
    public WebinarDraft Checked(DateTimeOffset now)
    {
        var title = PlainText.Clean(Title, 1, 150, field: "title");
        var description = PlainText.Clean(Description, 0, 5_000, lines: true, field: "description");
        if (DurationMinutes is < 5 or > 720)
        {
            throw new RefusedException(Refusal.Invalid("durationMinutes", "Between 5 minutes and 12 hours."));
        }

        if (TimeZone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) || !zone.HasIanaId)
        {
            throw new RefusedException(Refusal.Invalid("timeZone", "An IANA time zone such as Europe/Berlin."));
        }

        if (StartsAt < now - LateBy || StartsAt > now + Ahead)
        {
            throw new RefusedException(Refusal.Invalid("startsAt", "A time from now on, within three years."));
        }

        return this with { Title = title, Description = description, StartsAt = StartsAt.ToUniversalTime() };
    }
}
