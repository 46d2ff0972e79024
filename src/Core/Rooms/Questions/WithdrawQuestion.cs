using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>Takes one's question back, a merged one too while the other waits. Refused: not-found, not-allowed (somebody else's), wrong-state.</summary>
public sealed record WithdrawQuestion(Actor By, string ClientId, long QuestionId) : QuestionAction(By, ClientId, QuestionId)
{
    public override Capability Needs => Capability.Ask;

    protected override Decision Decide(Room room, Question question, DateTimeOffset now)
    {
        if (question.AskerId != By.Id)
        {
            return Refusal.NotAllowed;
        }

        return room.Questions.Waits(room.Questions.Root(question))
            ? new QuestionWithdrawn(QuestionId) { Others = room.Questions.Kin(question) }
            : Refusal.WrongState;
    }
}
