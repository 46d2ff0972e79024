using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>Everybody sees that this question is being answered now; the one before it waits again. Refused: not-allowed, not-found, wrong-state.</summary>
public sealed record StartAnswering(Actor By, string ClientId, long QuestionId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.Answer;

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) => room.Questions.StateOf(question) switch
    {
        QuestionState.Open => new AnsweringStarted(QuestionId) { Others = room.Questions.Answering is { } before ? [before] : null },
        QuestionState.Answering => Decision.Unchanged,
        _ => Refusal.WrongState,
    };
}

/// <summary>It waits again. Refused: not-allowed, not-found, wrong-state.</summary>
public sealed record StopAnswering(Actor By, string ClientId, long QuestionId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.Answer;

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) => room.Questions.StateOf(question) switch
    {
        QuestionState.Answering => new AnsweringStopped(QuestionId),
        QuestionState.Open => Decision.Unchanged,
        _ => Refusal.WrongState,
    };
}
