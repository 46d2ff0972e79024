using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>Something asked of one question. Refused: not-found (there is none that this person may see).</summary>
public abstract record QuestionAction(Actor By, string ClientId, long QuestionId) : RoomAction(By, ClientId)
{
    protected override string Said => $"{QuestionId}";

    public sealed override Decision Decide(Room room, DateTimeOffset now) =>
        room.Questions.Find(QuestionId) is { } question && room.Questions.IsSeenBy(question, room.EyesOf(By))
            ? Decide(room, question, now)
            : Refusal.NotFound;

    protected abstract Decision Decide(Room room, Question question, DateTimeOffset now);
}
