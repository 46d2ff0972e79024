using Webinars.Log;

namespace Webinars.Rooms.Reactions;

/// <summary>What a room felt in one second, as one node heard it. Nobody sees it: pulses showed it already; it is kept for the report.</summary>
/// <param name="Counts">Emoji → how often.</param>
public sealed record ReactionsCounted(IReadOnlyDictionary<string, int> Counts) : LiveEvent
{
    public override Room ApplyTo(Room room) => room;

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => null;
}
