using Webinars.People;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>Marks a question for the other moderators. Refused: not-allowed, not-found.</summary>
public sealed record StarQuestion(Actor By, string ClientId, long QuestionId, bool On) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override string Said => $"{QuestionId} {On}";

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) =>
        question.Starred == On ? Decision.Unchanged : new QuestionStarred(QuestionId, On);
}

public sealed record QuestionStarred(long QuestionId, bool On) : ModeratorsMark(QuestionId)
{
    protected override QuestionBoard Change(QuestionBoard board) => board.Change(QuestionId, question => question with { Starred = On });
}
