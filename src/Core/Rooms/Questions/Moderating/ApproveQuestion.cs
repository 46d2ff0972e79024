using Webinars.People;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>Lets everybody see a question that waited for it. Refused: not-allowed, not-found, wrong-state.</summary>
public sealed record ApproveQuestion(Actor By, string ClientId, long QuestionId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) =>
        room.Questions.StateOf(question) is QuestionState.Pending ? new QuestionApproved(QuestionId) : Refusal.WrongState;
}

public sealed record QuestionApproved(long QuestionId) : QuestionChanged(QuestionId), IModerating
{
    protected override QuestionBoard Change(QuestionBoard board) =>
        board.Change(QuestionId, question => question with { State = QuestionState.Open, WasPublic = true });
}
