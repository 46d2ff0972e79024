using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Questions;

/// <summary>Answers a question, in words or (text null) live. Refused: not-allowed, not-found, already-answered, wrong-state, too-long, bad-text.</summary>
public sealed record AnswerQuestion(Actor By, string ClientId, long QuestionId, string? Text, bool IsPrivate) : QuestionAction(By, ClientId, QuestionId)
{
    public const int MaxLength = 2_000;

    public override Capability Needs => Capability.Answer;

    protected override string Said => $"{QuestionId} {IsPrivate}\n{Text}";

    public override RoomAction Checked() => Text is null ? this : this with { Text = PlainText.Clean(Text, 1, MaxLength, lines: true) };

    protected override Decision Decide(Room room, Question question, DateTimeOffset now) => room.Questions.StateOf(question) switch
    {
        QuestionState.Open or QuestionState.Answering => new QuestionAnswered(QuestionId, Text, IsPrivate),
        QuestionState.Answered => Refusal.AlreadyAnswered,
        _ => Refusal.WrongState,
    };
}

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
