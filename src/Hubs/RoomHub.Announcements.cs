using Webinars.Rooms;
using Webinars.Rooms.Announcements;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> Announce(string clientId, string text, string? label, string? url, int? seconds) =>
        Room.Post(new Announce(You, clientId, text, label, url, seconds));

    public Task<Receipt> EndAnnouncement(string clientId, long announcementId) => Room.Post(new EndAnnouncement(You, clientId, announcementId));
}
