using Webinars.People;

namespace Webinars.Rooms.Polls;

/// <summary>Prepares a poll. Refused: too-long, too-short, bad-text, invalid (2 to 10 different options).</summary>
public sealed record DraftPoll(Actor By, string ClientId, PollDraft Draft) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.RunPolls;

    protected override string Said => Draft.Said();

    public override RoomAction Checked() => this with { Draft = Draft.Checked() };

    public override Decision Decide(Room room, DateTimeOffset now) => new PollDrafted(Draft);
}
