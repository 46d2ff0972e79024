using Webinars.People;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>
/// Counts a question, and those merged into it, as another that asks the same. Both must wait for an answer, and where everybody sees the one, everybody must see the other.
/// Refused: not-allowed, not-found, wrong-state.
/// </summary>
public sealed record MergeQuestions(Actor By, string ClientId, long QuestionId, long IntoId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override string Said => $"{QuestionId} {IntoId}";

    protected override Decision Decide(Room room, Question question, DateTimeOffset now)
    {
        var board = room.Questions;
        if (board.Find(IntoId) is not { } into)
        {
            return Refusal.NotFound;
        }

        var hides = board.IsPublic(question) && !board.IsPublic(into);
        return QuestionId != IntoId && board.Waits(question) && board.Waits(into) && !hides
            ? new QuestionsMerged(QuestionId, IntoId) { Others = [IntoId, .. board.Kin(question) ?? []] }
            : Refusal.WrongState;
    }
}

public sealed record QuestionsMerged(long QuestionId, long IntoId) : QuestionChanged(QuestionId), IModerating
{
    protected override QuestionBoard Change(QuestionBoard board) => board.Merge(QuestionId, IntoId);
}
