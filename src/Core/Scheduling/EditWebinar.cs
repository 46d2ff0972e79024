using Webinars.People;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>What shall be different; null leaves a field as it is.</summary>
public sealed record WebinarChange(string? Title, string? Description, DateTimeOffset? StartsAt, int? DurationMinutes, string? TimeZone, AccessChange? Access = null);

/// <summary>Changes what is said of a webinar; another time is a new revision that everybody is told of.</summary>
public sealed class EditWebinar(WebinarStore webinars, TimeProvider time)
{
    /// <param name="version">The version that the host has seen; null for whatever there is.</param>
    /// <exception cref="RefusedException">not-found, banned, not-allowed, stale, wrong-state (the schedule of what has begun), a field's refusal.</exception>
    public async Task<Webinar> Run(Guid id, WebinarChange change, long? version, Person host, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (before, by) = await webinars.GetFor(id, host, Capability.Lead, ct);
        if (version is not null && before.Version != version)
        {
            throw new RefusedException(Refusal.Stale);
        }

        var restarted = change.StartsAt is { } start && start != before.StartsAt;
        var moved = restarted
            || (change.DurationMinutes is { } minutes && minutes != before.DurationMinutes)
            || (change.TimeZone is { } zone && zone != before.TimeZone);
        if (moved && before.Status is not (WebinarStatus.Draft or WebinarStatus.Scheduled))
        {
            throw new RefusedException(Refusal.WrongState);
        }

        // A title may still be mended, and a late host plan for longer, when the start is long past.
        var said = new WebinarDraft(
            change.Title ?? before.Title,
            change.Description ?? before.Description,
            change.StartsAt ?? before.StartsAt,
            change.DurationMinutes ?? before.DurationMinutes,
            change.TimeZone ?? before.TimeZone).Checked(restarted || before.StartsAt > now ? now : before.StartsAt);
        var after = before with
        {
            Title = said.Title!,
            Description = said.Description!,
            StartsAt = said.StartsAt,
            DurationMinutes = said.DurationMinutes,
            TimeZone = said.TimeZone!,
            Revision = moved ? before.Revision + 1 : before.Revision,
            Access = change.Access?.On(before.Access).Checked() ?? before.Access,
            Schedule = moved ? before.Schedule + 1 : before.Schedule,
            MovedAt = moved ? now : before.MovedAt,
            CancelledAt = moved ? null : before.CancelledAt,
        };
        try
        {
            return await webinars.Save(after, before, by, now, ct);
        }
        catch (StaleDocumentException)
        {
            throw new RefusedException(Refusal.Stale);
        }
    }
}
