using Webinars.People;

namespace Webinars.Rooms.Hands;

/// <summary>Takes somebody off the queue. Refused: not-found: that person's hand is not up.</summary>
public sealed record LowerHand(Actor By, string ClientId, Guid PersonId) : RoomAction(By, ClientId)
{
    /// <summary>Whoever sees the queue works on it.</summary>
    public override Capability Needs => Capability.SeeModeration;

    protected override string Said => $"{PersonId}";

    public override Decision Decide(Room room, DateTimeOffset now) =>
        room.Hands.Of(PersonId) is { } hand ? new HandLowered(room.Known(hand.Person)) : Refusal.NotFound;
}
