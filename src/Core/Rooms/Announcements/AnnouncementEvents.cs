using Webinars.Log;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Announcements;

/// <summary>Kept as what was said; shown as the announcement that it is, while it is.</summary>
/// <param name="Announcement">Filled when it is shown.</param>
public sealed record AnnouncementMade(string? Text, AnnouncementLink? Link = null, DateTimeOffset? Until = null, Announcement? Announcement = null) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Announcements = room.Announcements.Add(new(Position, At, By!, Text!, Link, Until)) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) =>
        room.Announcements.Find(Position) is { } shown ? this with { Text = null, Link = null, Until = null, Announcement = shown } : null;
}

public sealed record AnnouncementEnded(long AnnouncementId) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Announcements = room.Announcements.Remove(AnnouncementId) };
}
