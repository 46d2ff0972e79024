using Webinars.People;

namespace Webinars.Rooms.Polls;

/// <summary>Throws a draft away. Refused: not-found; wrong-state: it was open, people may have voted.</summary>
public sealed record DiscardPoll(Actor By, string ClientId, long PollId) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.RunPolls;

    protected override string Said => $"{PollId}";

    public override Decision Decide(Room room, DateTimeOffset now) => room.Polls.Find(PollId)?.State switch
    {
        null => Refusal.NotFound,
        PollState.Draft => new PollDiscarded(PollId),
        _ => Refusal.WrongState,
    };
}
