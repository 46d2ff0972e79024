using Webinars.People;

namespace Webinars.Rooms.Polls;

/// <summary>Changes a poll that is still a draft. Refused: not-found, wrong-state, and as a draft is.</summary>
public sealed record EditPoll(Actor By, string ClientId, long PollId, PollDraft Draft) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.RunPolls;

    protected override string Said => $"{PollId}\n{Draft.Said()}";

    public override RoomAction Checked() => this with { Draft = Draft.Checked() };

    public override Decision Decide(Room room, DateTimeOffset now) => room.Polls.Find(PollId)?.State switch
    {
        null => Refusal.NotFound,
        PollState.Draft => new PollEdited(PollId, Draft),
        _ => Refusal.WrongState,
    };
}
