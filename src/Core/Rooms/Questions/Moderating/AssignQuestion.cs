using Webinars.People;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>Says who shall answer a question; null: nobody. Refused: not-allowed, not-found (the question, or nobody here knows that person).</summary>
/// <param name="Name">Of the person, as the room knows it; null when they never came.</param>
public sealed record AssignQuestion(Actor By, string ClientId, long QuestionId, Guid? PersonId, string? Name) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.ModerateQuestions;

    protected override string Said => $"{QuestionId} {PersonId}";

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) =>
        question.Assignee?.Id == PersonId ? Decision.Unchanged
        : PersonId is not { } person ? new QuestionAssigned(QuestionId, null)
        : Name is null ? Refusal.NotFound
        : new QuestionAssigned(QuestionId, new Actor(person, Name, room.RoleOf(person)));
}

public sealed record QuestionAssigned(long QuestionId, Actor? Person) : ModeratorsMark(QuestionId)
{
    protected override QuestionBoard Change(QuestionBoard board) => board.Change(QuestionId, question => question with { Assignee = Person });
}
