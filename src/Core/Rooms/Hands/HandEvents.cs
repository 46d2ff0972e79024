using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Hands;

public sealed record HandRaised(Actor Person) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Hands = room.Hands.Raise(Person, At) };

    public override IEnumerable<Guid> Concerns(Room room) => [Person.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates || viewer.Id == Person.Id ? this : null;
}

/// <summary>By its owner, or by a moderator.</summary>
public sealed record HandLowered(Actor Person) : LiveEvent, IModerating
{
    bool IModerating.IsDecision => By?.Id != Person.Id;

    public override Room ApplyTo(Room room) => room with { Hands = room.Hands.Lower(Person.Id) };

    public override IEnumerable<Guid> Concerns(Room room) => [Person.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates || viewer.Id == Person.Id ? this : null;
}
