using Webinars.People;
using Webinars.Rooms.Moderation;
using Webinars.Text;

namespace Webinars.Rooms.Questions;

/// <summary>Asks the hosts. Refused: not-live, questions-off, not-allowed (anonymous), muted, blocked-word, too-many (unanswered ones of this person), too-long, too-short, bad-text.</summary>
/// <param name="MaxOpen">0 for no limit.</param>
public sealed record AskQuestion(Actor By, string ClientId, string Text, bool Anonymous, int MaxOpen) : RoomAction(By, ClientId)
{
    public const int MinLength = 3;
    public const int MaxLength = 500;

    public override Capability Needs => Capability.Ask;

    public override Limited? Limit => By.Can(Capability.SpeakAsHost) ? null : Limited.Question;

    protected override string Said => $"{Anonymous}\n{Text}";

    public override RoomAction Checked() => this with { Text = Cleaned(Text) };

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (Admit(room, By, Text, now) is { } refusal)
        {
            return refusal;
        }

        if (Anonymous && !room.Settings.AnonymousQuestions)
        {
            return Refusal.NotAllowed;
        }

        return MaxOpen > 0 && room.Questions.OpenOf(By.Id) >= MaxOpen
            ? Refusal.TooMany
            : new QuestionAsked(ClientId, Text, Anonymous, room.Settings.QuestionApproval && !By.Can(Capability.SpeakAsHost) ? true : null);
    }

    internal static string Cleaned(string text) => PlainText.Clean(text, MinLength, MaxLength, lines: true);

    /// <summary>Whether this person may put these words as a question now: new ones and edits alike.</summary>
    internal static Refusal? Admit(Room room, Actor by, string text, DateTimeOffset now) =>
        room.Settings.Questions is QuestionMode.Off ? Refusal.QuestionsOff
        : !room.IsOpenTo(by) ? Refusal.NotLive
        : room.Moderation.Voice(by.Id, now) is { } muted ? muted
        : room.Moderation.BlockedWords.Find(text) is not null ? Refusal.BlockedWord
        : null;
}
