using Webinars.People;

namespace Webinars.Rooms.Hands;

/// <summary>Says whether one's hand is up. A set, never a toggle. Refused: not-live; not-allowed: hands are off (one may still lower one's own).</summary>
public sealed record RaiseHand(Actor By, string ClientId, bool On) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.RaiseHand;

    protected override string Said => $"{On}";

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (!room.IsOpenTo(By))
        {
            return Refusal.NotLive;
        }

        if (On && !room.Settings.Hands)
        {
            return Refusal.NotAllowed;
        }

        return (room.Hands.Of(By.Id) is not null, On) switch
        {
            (false, true) => new HandRaised(By),
            (true, false) => new HandLowered(By),
            _ => Decision.Unchanged,
        };
    }
}
