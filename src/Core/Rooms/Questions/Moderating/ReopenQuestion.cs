using Webinars.People;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>An answered or dismissed question waits again, where it waited before. Refused: not-allowed, not-found, wrong-state.</summary>
public sealed record ReopenQuestion(Actor By, string ClientId, long QuestionId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) =>
        room.Questions.StateOf(question) is QuestionState.Answered or QuestionState.Dismissed
            ? new QuestionReopened(QuestionId) { Others = room.Questions.Kin(question) }
            : Refusal.WrongState;
}

public sealed record QuestionReopened(long QuestionId) : QuestionChanged(QuestionId), IModerating
{
    protected override QuestionBoard Change(QuestionBoard board) => board.Change(QuestionId, question => question with
    {
        State = question.WasPublic ? QuestionState.Open : QuestionState.Pending,
        Answer = null,
        Reason = null,
    });
}
