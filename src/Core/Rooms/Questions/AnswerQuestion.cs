using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Questions;

/// <summary>Answers a question, in words or (text null) live. Refused: not-allowed, not-found, already-answered, too-long, bad-text.</summary>
public sealed record AnswerQuestion(Actor By, string ClientId, long QuestionId, string? Text, bool IsPrivate) : RoomAction(By, ClientId)
{
    public const int MaxLength = 2_000;

    public override Capability Needs => Capability.Answer;

    protected override string Said => $"{QuestionId} {IsPrivate}\n{Text}";

    public override RoomAction Checked() => Text is null ? this : this with { Text = PlainText.Clean(Text, 1, MaxLength, lines: true) };

    public override Decision Decide(Room room, DateTimeOffset now) => room.Questions.Find(QuestionId) switch
    {
        null => Refusal.NotFound,
        { Answer: not null } => Refusal.AlreadyAnswered,
        var question => new QuestionAnswered(QuestionId, Text, IsPrivate, question.Asked.By?.Id),
    };
}
