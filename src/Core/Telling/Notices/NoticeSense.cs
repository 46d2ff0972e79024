using Webinars.Mail;
using Webinars.Notifications;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms;
using Webinars.Rooms.Polls;
using Webinars.Scheduling;

namespace Webinars.Telling.Notices;

/// <summary>Whether a notice still says something true and useful, at the moment at which it would be shown, and to whom.</summary>
public static class NoticeSense
{
    private static readonly Dictionary<LetterKind, NoticeKind> OfLetters = new()
    {
        [LetterKind.ReminderDay] = NoticeKind.StartsInADay,
        [LetterKind.ReminderHour] = NoticeKind.StartsInAnHour,
        [LetterKind.ReminderTenMinutes] = NoticeKind.StartsInTenMinutes,
        [LetterKind.LiveNow] = NoticeKind.LiveNow,
        [LetterKind.Rescheduled] = NoticeKind.Rescheduled,
        [LetterKind.Cancelled] = NoticeKind.Cancelled,
        [LetterKind.ReplayAttended] = NoticeKind.ReplayReady,
    };

    private static readonly Dictionary<NoticeKind, LetterKind> Letters = OfLetters.ToDictionary(one => one.Value, one => one.Key);

    /// <returns>The notice that says the same as a letter to all; null for none.</returns>
    public static NoticeKind? Beside(LetterKind letter) => OfLetters.TryGetValue(letter, out var kind) ? kind : null;

    /// <summary>It tells of what stands in the room.</summary>
    public static bool IsOfRoom(NoticeKind kind) => kind is NoticeKind.QuestionAnswering or NoticeKind.QuestionAnswered or NoticeKind.RoleGiven
        or NoticeKind.QuestionsWaiting or NoticeKind.QuestionsOpen or NoticeKind.PollOpen;

    /// <summary>Who is in the room sees it there, and needs no bell.</summary>
    public static bool IsForAbsent(NoticeKind kind) => IsOfRoom(kind) && kind is not NoticeKind.RoleGiven;

    /// <summary>What a host must be able to do to be one of those whom it concerns.</summary>
    public static Capability Concerns(NoticeKind kind) => kind is NoticeKind.QuestionsWaiting ? Capability.ModerateQuestions : Capability.Lead;

    public static bool Holds(NoticeOrder order, Webinar webinar, DateTimeOffset due, DateTimeOffset now) => Letters.TryGetValue(order.Kind, out var letter)
        ? LetterSense.Holds(letter, order.Round, webinar, due, now)
        : webinar.Status is not (WebinarStatus.Cancelled or WebinarStatus.Draft);

    public static bool Holds(NoticeOrder order, Room room) => order.Kind switch
    {
        NoticeKind.QuestionAnswering => room.Questions.Answering == order.Subject,
        NoticeKind.QuestionAnswered => room.Questions.Find(order.Subject ?? 0)?.Answer?.Position == order.Position,
        NoticeKind.RoleGiven => room.RoleOf(order.To![0]) > Role.Attendee,
        NoticeKind.QuestionsWaiting => room.IsOpen && room.Questions.Waiting > 0,
        NoticeKind.QuestionsOpen => room.TakesQuestions,
        NoticeKind.PollOpen => room.IsOpen && room.Polls.Find(order.Subject ?? 0)?.State is PollState.Open,
        _ => true,
    };

    /// <param name="one">Of whom it is shown to; null: none.</param>
    public static bool Holds(NoticeKind kind, Registration? one) => kind switch
    {
        NoticeKind.Registered => one is { HasSeat: true },
        NoticeKind.Declined => one is { Status: RegistrationStatus.Declined },
        NoticeKind.StartsInADay or NoticeKind.StartsInAnHour or NoticeKind.StartsInTenMinutes or NoticeKind.LiveNow or NoticeKind.ReplayReady
            or NoticeKind.QuestionsOpen or NoticeKind.PollOpen => one is { HasSeat: true },
        NoticeKind.Rescheduled or NoticeKind.Cancelled => one is not null && LetterSense.Readers(Letters[kind]).Contains(one.Status),
        _ => true,
    };
}
