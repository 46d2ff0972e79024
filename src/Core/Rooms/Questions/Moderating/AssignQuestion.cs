using Webinars.People;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>Says who shall answer a question; null: nobody. Refused: not-allowed, not-found.</summary>
public sealed record AssignQuestion(Actor By, string ClientId, long QuestionId, Guid? PersonId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override string Said => $"{QuestionId} {PersonId}";

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) =>
        question.Assignee == PersonId ? Decision.Unchanged : new QuestionAssigned(QuestionId, PersonId);
}

public sealed record QuestionAssigned(long QuestionId, Guid? PersonId) : ModeratorsMark(QuestionId)
{
    protected override QuestionBoard Change(QuestionBoard board) => board.Change(QuestionId, question => question with { Assignee = PersonId });
}
