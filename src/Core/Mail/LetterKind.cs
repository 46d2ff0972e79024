namespace Webinars.Mail;

/// <summary>Every letter that the house writes.</summary>
public enum LetterKind
{
    /// <summary>You are registered; with the calendar entry and the personal link.</summary>
    Confirmation,

    /// <summary>Asked for again by somebody who is registered already.</summary>
    YourLink,

    /// <summary>A host decides whether you may come.</summary>
    Pending,
    Declined,
    Waitlisted,

    /// <summary>A seat, or a role, is offered.</summary>
    Invitation,

    /// <summary>The code that lets a second device in.</summary>
    JoinCode,
    ReminderDay,
    ReminderHour,
    ReminderTenMinutes,
    LiveNow,
    Rescheduled,
    Cancelled,

    /// <summary>To who was there.</summary>
    ReplayAttended,

    /// <summary>To who was not.</summary>
    ReplayMissed,
    QuestionAnswered,

    /// <summary>What a host has to say to all.</summary>
    Announcement,
}
