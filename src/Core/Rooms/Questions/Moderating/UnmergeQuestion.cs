using Webinars.People;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>A merged question stands alone again, as it was before: its text, its state, its votes, those merged into it. Refused: not-allowed, not-found, wrong-state.</summary>
public sealed record UnmergeQuestion(Actor By, string ClientId, long QuestionId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) =>
        question.MergedInto is not null && room.Questions.Root(question).Id is var into
            ? new QuestionUnmerged(QuestionId, into) { Others = room.Questions.Kin(question) }
            : Refusal.WrongState;
}

/// <param name="IntoId">Where it was counted.</param>
public sealed record QuestionUnmerged(long QuestionId, long IntoId) : QuestionChanged(QuestionId), IModerating
{
    protected override bool Parts => true;

    protected override QuestionBoard Change(QuestionBoard board) => board.Unmerge(QuestionId);
}
