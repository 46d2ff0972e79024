using Webinars.Rooms;
using Webinars.Rooms.Handouts;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> AddLink(string clientId, string title, string url) => Room.Post(new AddLink(You, clientId, title, url));

    public Task<Receipt> RemoveHandout(string clientId, long handoutId) => Room.Post(new RemoveHandout(You, clientId, Room.Id, handoutId));
}
