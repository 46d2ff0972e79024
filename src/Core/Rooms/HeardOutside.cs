using Webinars.Notifications;
using Webinars.People;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Polls;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Roles;
using Webinars.Storage;

namespace Webinars.Rooms;

/// <summary>What people who are not in a room hear of what happens there: saved with it. Who is in the room then is asked when it is told.</summary>
/// <remarks>Pure, and nothing is read: it runs in the room's turn. A key that is taken changes nothing, which is how one thing rings once.</remarks>
internal static class HeardOutside
{
    private static readonly NewDelivery[] Nothing = [];

    public static IReadOnlyList<NewDelivery> Of(Guid webinar, LiveEvent happened, Room before, Room after) => happened switch
    {
        QuestionAsked asked when !asked.By!.Can(Capability.ModerateQuestions) =>
            [(Order(webinar, happened, NoticeKind.QuestionsWaiting, NoticeOrder.Within(asked.At)) with { Subject = asked.Position }).At(asked.At)],
        AnsweringStarted { QuestionId: var id } => [.. Askers(after, id).Select(some =>
            (Order(webinar, happened, NoticeKind.QuestionAnswering, $"{id}") with { To = some, Subject = id }).At(happened.At))],
        QuestionAnswered answered => [new AnswerNews(webinar, answered.QuestionId, answered.Position).At(answered.At)],
        PollOpened { PollId: var id } => [(Order(webinar, happened, NoticeKind.PollOpen, $"{id}") with { Subject = id }).ToAllAt(happened.At)],
        SettingsChanged when after.TakesQuestions && !before.TakesQuestions => [Order(webinar, happened, NoticeKind.QuestionsOpen, after.LiveSince is null ? "early" : "live").ToAllAt(happened.At)],
        RoleChanged { Person: var person } when person.Role > before.RoleOf(person.Id) =>
            [(Order(webinar, happened, NoticeKind.RoleGiven, $"{happened.Position}") with { To = [person.Id] }).At(happened.At)],
        _ => Nothing,
    };

    private static NoticeOrder Order(Guid webinar, LiveEvent happened, NoticeKind kind, string round) => new(kind, webinar, round) { Position = happened.Position };

    private static IEnumerable<IReadOnlyList<Guid>> Askers(Room room, long question) =>
        room.Questions.Find(question)?.Askers.Order().Chunk(INotificationService.MostRecipients) ?? [];
}
