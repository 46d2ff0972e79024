using Webinars.Rooms;
using Webinars.Rooms.Hands;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> RaiseHand(string clientId, bool on) => Room.Post(new RaiseHand(You, clientId, on));

    public Task<Receipt> LowerHand(string clientId, Guid personId) => Room.Post(new LowerHand(You, clientId, personId));
}
