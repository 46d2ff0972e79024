using Webinars.People;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>Tells the other moderators that one works on a question; the last claim holds, and only its holder lets go of it. Refused: not-allowed, not-found.</summary>
public sealed record ClaimQuestion(Actor By, string ClientId, long QuestionId, bool On) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override string Said => $"{QuestionId} {On}";

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) =>
        (question.ClaimedBy?.Id == By.Id) == On ? Decision.Unchanged : new QuestionClaimed(QuestionId, On);
}

public sealed record QuestionClaimed(long QuestionId, bool On) : ModeratorsMark(QuestionId)
{
    protected override QuestionBoard Change(QuestionBoard board) => board.Change(QuestionId, question => question with { ClaimedBy = On ? By : null });
}
