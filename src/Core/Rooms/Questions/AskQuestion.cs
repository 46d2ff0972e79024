using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Questions;

/// <summary>Asks the hosts. Refused: not-live, too-many (unanswered ones of this person), too-long, too-short, bad-text.</summary>
public sealed record AskQuestion(Actor By, string ClientId, string Text, bool Anonymous, int MaxOpen) : RoomAction(By, ClientId)
{
    public const int MinLength = 3;
    public const int MaxLength = 500;

    public override Capability Needs => Capability.Ask;

    public override Limited? Limit => By.Can(Capability.SpeakAsHost) ? null : Limited.Question;

    protected override string Said => $"{Anonymous}\n{Text}";

    public override RoomAction Checked() => this with { Text = PlainText.Clean(Text, MinLength, MaxLength, lines: true) };

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (!room.IsOpenTo(By))
        {
            return Refusal.NotLive;
        }

        return MaxOpen > 0 && room.Questions.OpenOf(By.Id) >= MaxOpen
            ? Refusal.TooMany
            : new QuestionAsked(ClientId, Text, Anonymous);
    }
}
