using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Scheduling;

/// <summary>What follows of a change of a webinar for those who are registered: saved with the change; made into letters, notices and seats when its time has come.</summary>
public static class WhatFollows
{
    private static readonly (LetterKind Kind, TimeSpan Before)[] Reminders =
    [
        (LetterKind.ReminderDay, TimeSpan.FromHours(24)),
        (LetterKind.ReminderHour, TimeSpan.FromHours(1)),
        (LetterKind.ReminderTenMinutes, TimeSpan.FromMinutes(10)),
    ];

    public static IEnumerable<NewDelivery> Of(Webinar after, Webinar? before, DateTimeOffset at)
    {
        if (before is not null && MayCome.Loosened(after.Access, before.Access))
        {
            yield return new MayCome(after.Id, before.Version).At(at);
        }

        var (was, now) = (before?.Status, after.Status);
        var planned = now is WebinarStatus.Scheduled && was is null or WebinarStatus.Draft or WebinarStatus.Cancelled;
        var moved = now is WebinarStatus.Scheduled && was is WebinarStatus.Scheduled && after.Schedule != before!.Schedule;
        // Taken up again; or called off by mistake before anybody heard that it was moved.
        var takenUp = now is WebinarStatus.Scheduled && was is WebinarStatus.Cancelled && before!.PublishedAt is not null
            && (after.CancelledAt is not null || after.MovedAt > at - (2 * Webinar.SecondThoughts));
        if (planned || moved)
        {
            // What is past already is not said; those of an older schedule drop themselves.
            foreach (var (kind, ahead) in Reminders.Where(reminder => after.StartsAt - reminder.Before > at))
            {
                yield return new Circular(kind, after.Id, $"{after.Schedule}").At(after.StartsAt - ahead);
            }
        }

        if (moved || takenUp)
        {
            yield return new Circular(LetterKind.Rescheduled, after.Id, $"{after.Schedule}").At(at + Webinar.SecondThoughts);
        }
        else if (now is WebinarStatus.Cancelled && was is WebinarStatus.Scheduled)
        {
            yield return new Circular(LetterKind.Cancelled, after.Id, $"{after.Revision}").At(at + Webinar.SecondThoughts);
        }
        else if (now is WebinarStatus.Live && before?.WentLiveAt is null)
        {
            yield return new Circular(LetterKind.LiveNow, after.Id, $"{after.Revision}").At(at);
        }
        else if (now is WebinarStatus.Replay && was is not WebinarStatus.Replay)
        {
            yield return new Circular(LetterKind.ReplayAttended, after.Id, $"{after.Revision}").At(at);
        }
    }
}
