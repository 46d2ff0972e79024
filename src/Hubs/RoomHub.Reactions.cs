using Webinars.Rooms.Reactions;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public void React(IReadOnlyDictionary<string, int> reactions) => SendReactions.Run(Room, You, reactions);
}
