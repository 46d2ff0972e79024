using Webinars.People;

namespace Webinars.Rooms.Announcements;

/// <summary>Hides an announcement. Refused: not-found: none such is shown.</summary>
public sealed record EndAnnouncement(Actor By, string ClientId, long AnnouncementId) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.Announce;

    protected override string Said => $"{AnnouncementId}";

    public override Decision Decide(Room room, DateTimeOffset now) =>
        room.Announcements.Find(AnnouncementId) is null ? Refusal.NotFound : new AnnouncementEnded(AnnouncementId);
}
