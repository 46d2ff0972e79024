using Webinars.People;

namespace Webinars.Rooms.Polls;

/// <summary>
/// Opens, closes or publishes a poll: draft → open → closed → published, and from closed back to open. What is so already stays so.
/// Refused: not-found; wrong-state: any other step, or it would open after the webinar.
/// </summary>
public sealed record MovePoll(Actor By, string ClientId, long PollId, PollState To) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.RunPolls;

    protected override string Said => $"{PollId} {To}";

    public override Decision Decide(Room room, DateTimeOffset now) => (room.Polls.Find(PollId)?.State, To) switch
    {
        (null, _) => Refusal.NotFound,
        var (from, to) when from == to => Decision.Unchanged,
        (PollState.Draft or PollState.Closed, PollState.Open) when room.IsOpenTo(By) => new PollOpened(PollId),
        (PollState.Open, PollState.Closed) => new PollClosed(PollId),
        (PollState.Closed, PollState.Published) => new PollPublished(PollId),
        _ => Refusal.WrongState,
    };
}
