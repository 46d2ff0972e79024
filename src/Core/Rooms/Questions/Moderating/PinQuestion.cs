using Webinars.People;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>Shows a question above all others; it takes the pin of the one before. Refused: not-allowed, not-found, wrong-state (not everybody sees it).</summary>
public sealed record PinQuestion(Actor By, string ClientId, long QuestionId, bool On) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override string Said => $"{QuestionId} {On}";

    protected override Decision Decide(Room room, Question question, DateTimeOffset now)
    {
        var board = room.Questions;
        if (board.IsPinned(question) == On)
        {
            return Decision.Unchanged;
        }

        return !On ? new QuestionPinned(QuestionId, false)
            : question.MergedInto is null && board.IsPublic(question) ? new QuestionPinned(QuestionId, true) { Others = board.Pinned is { } before ? [before] : null }
            : Refusal.WrongState;
    }
}

public sealed record QuestionPinned(long QuestionId, bool On) : QuestionChanged(QuestionId), IModerating
{
    protected override QuestionBoard Change(QuestionBoard board) => board with { Pinned = On ? QuestionId : null };
}
