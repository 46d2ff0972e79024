using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Telling;

namespace Webinars.Web.Pages.Audience;

/// <summary>How pages speak of registrations and letters.</summary>
public static class AudienceWords
{
    public static string Word(this RegistrationStatus status) => status switch
    {
        RegistrationStatus.Registered => "Registered",
        RegistrationStatus.Pending => "Waits for you",
        RegistrationStatus.Waitlisted => "Waiting list",
        RegistrationStatus.Declined => "Declined",
        RegistrationStatus.Cancelled => "Cancelled",
        _ => "Invited",
    };

    public static string Word(this Role role) => role.ToString();

    public static string Word(this LetterKind kind) => kind switch
    {
        LetterKind.Confirmation => "Confirmation",
        LetterKind.YourLink => "Link, sent again",
        LetterKind.Pending => "Request received",
        LetterKind.Declined => "Not confirmed",
        LetterKind.Waitlisted => "Waiting list",
        LetterKind.Invitation => "Invitation",
        LetterKind.JoinCode => "Code for a device",
        LetterKind.ReminderDay => "Reminder, a day before",
        LetterKind.ReminderHour => "Reminder, an hour before",
        LetterKind.ReminderTenMinutes => "Reminder, ten minutes before",
        LetterKind.LiveNow => "Live now",
        LetterKind.Rescheduled => "New time",
        LetterKind.Cancelled => "Cancelled",
        LetterKind.ReplayAttended => "Replay, to who was there",
        LetterKind.ReplayMissed => "Replay, to who was not",
        LetterKind.QuestionAnswered => "Question answered",
        LetterKind.Announcement => "Announcement",
        _ => kind.ToString(),
    };

    public static string Word(this LetterFate fate) => fate switch
    {
        LetterFate.Complained => "Called spam",
        LetterFate.Failed => "Not sent",
        LetterFate.Suppressed => "Address blocked",
        LetterFate.Dropped => "Left out",
        LetterFate.Dead => "Given up",
        _ => fate.ToString(),
    };

    public static bool IsProblem(this LetterFate fate) => fate >= LetterFate.Bounced;

    /// <summary>As it travels: <c>waitlisted</c>.</summary>
    public static string Code(this Enum one) => one.ToString() is var word ? char.ToLowerInvariant(word[0]) + word[1..] : "";
}
