using Webinars.People;

namespace Webinars.Rooms.Questions;

/// <summary>Says whether one's vote is for a question. A set, never a toggle: twice the same is once. Refused: not-found, not-live.</summary>
public sealed record Vote(Actor By, string ClientId, long QuestionId, bool On) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.Vote;

    public override Limited? Limit => Limited.Vote;

    protected override string Said => $"{QuestionId} {On}";

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (room.Questions.Find(QuestionId) is not { } question)
        {
            return Refusal.NotFound;
        }

        if (!room.IsOpenTo(By))
        {
            return Refusal.NotLive;
        }

        return question.Voters.Contains(By.Id) == On ? Decision.Unchanged : new VoteCast(QuestionId, On);
    }
}
