using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>
/// Puts one's question in other words. One that a moderator has approved stays approved.
/// Refused: as a new one; not-found, not-allowed (somebody else's), wrong-state, too-late.
/// </summary>
public sealed record EditQuestion(Actor By, string ClientId, long QuestionId, string Text) : QuestionAction(By, ClientId, QuestionId)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public override Capability Needs => Capability.Ask;

    protected override string Said => $"{QuestionId}\n{Text}";

    public override RoomAction Checked() => this with { Text = AskQuestion.Cleaned(Text) };

    protected override Decision Decide(Room room, Question question, DateTimeOffset now)
    {
        if (question.AskerId != By.Id)
        {
            return Refusal.NotAllowed;
        }

        if (AskQuestion.Admit(room, By, Text, now) is { } refusal)
        {
            return refusal;
        }

        if (!room.Questions.Waits(question))
        {
            return Refusal.WrongState;
        }

        return now - question.Asked.At > Window ? Refusal.TooLate
            : Text == question.Text ? Decision.Unchanged
            : new QuestionEdited(QuestionId, Text);
    }
}
