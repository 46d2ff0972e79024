using Webinars.Mail;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Telling;

/// <summary>Whether a letter still says something true and useful, at the moment at which it would leave.</summary>
public static class LetterSense
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    /// <summary>Those that come without being asked for; who unsubscribed gets none of them.</summary>
    public static bool IsUnasked(LetterKind kind) => kind is LetterKind.ReminderDay or LetterKind.ReminderHour or LetterKind.ReminderTenMinutes or LetterKind.LiveNow
        or LetterKind.ReplayAttended or LetterKind.ReplayMissed or LetterKind.Announcement or LetterKind.QuestionAnswered or LetterKind.Invitation;

    /// <summary>To whom a letter to all goes; in this order, so that who gets a seat meanwhile is met in the next list.</summary>
    public static IReadOnlyList<RegistrationStatus> Readers(LetterKind kind) => kind is LetterKind.Cancelled or LetterKind.Rescheduled
        ? [RegistrationStatus.Invited, RegistrationStatus.Pending, RegistrationStatus.Waitlisted, RegistrationStatus.Registered]
        : [RegistrationStatus.Registered];

    /// <param name="round">Of the order: for what speaks of a time, the schedule; of a cancellation, the revision.</param>
    public static bool Holds(LetterKind kind, string round, Webinar webinar, DateTimeOffset due, DateTimeOffset now) => kind switch
    {
        LetterKind.ReminderDay => IsPlanned(webinar, round) && now < webinar.StartsAt.AddHours(-2),
        LetterKind.ReminderHour => IsPlanned(webinar, round) && now < webinar.StartsAt.AddMinutes(-11),
        LetterKind.ReminderTenMinutes => IsPlanned(webinar, round) && now < webinar.StartsAt,
        LetterKind.Rescheduled => IsPlanned(webinar, round),
        LetterKind.Cancelled => webinar.Status is WebinarStatus.Cancelled && $"{webinar.Revision}" == round,
        LetterKind.LiveNow => webinar.IsOn,
        LetterKind.ReplayAttended or LetterKind.ReplayMissed => webinar.Status is WebinarStatus.Replay,
        LetterKind.JoinCode => now < due + CodeLife,
        _ => webinar.Status is not WebinarStatus.Draft && !webinar.IsCalledOff(now),
    };

    /// <param name="round">Of the order: letters of a status are dropped with it.</param>
    public static bool Holds(LetterKind kind, string round, Registration to) => !(to.Unsubscribed && IsUnasked(kind)) && IsOf(kind, round, to) && kind switch
    {
        LetterKind.Pending => to.Status is RegistrationStatus.Pending,
        LetterKind.Waitlisted => to.Status is RegistrationStatus.Waitlisted,
        LetterKind.Declined => to.Status is RegistrationStatus.Declined,
        LetterKind.Invitation => to.Status is RegistrationStatus.Invited or RegistrationStatus.Registered,
        LetterKind.Cancelled or LetterKind.Rescheduled => Readers(kind).Contains(to.Status),
        _ => to.HasSeat,
    };

    private static bool IsOf(LetterKind kind, string round, Registration to) =>
        kind is not (LetterKind.Confirmation or LetterKind.YourLink or LetterKind.Pending or LetterKind.Waitlisted or LetterKind.Declined or LetterKind.JoinCode)
        || round.Split('.')[0] == $"{to.Round}";

    /// <summary>Starting is still to come: the host waits for the stream, the readers for the host.</summary>
    private static bool IsPlanned(Webinar webinar, string round) => webinar.Status is WebinarStatus.Scheduled or WebinarStatus.Starting && $"{webinar.Schedule}" == round;
}
