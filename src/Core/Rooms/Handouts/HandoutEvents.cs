using Webinars.Log;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Handouts;

/// <summary>Kept as what was given; shown as the handout that it is, while it is.</summary>
/// <param name="Handout">Filled when it is shown.</param>
public sealed record HandoutAdded(string? Title, string? Url, HandoutFile? File = null, Handout? Handout = null) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Handouts = room.Handouts.Add(new(Position, At, By!, Title!, Url!, File)) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) =>
        room.Handouts.Find(Position) is { } handout ? this with { Title = null, Url = null, File = null, Handout = handout } : null;
}

public sealed record HandoutRemoved(long HandoutId) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Handouts = room.Handouts.Remove(HandoutId) };
}
