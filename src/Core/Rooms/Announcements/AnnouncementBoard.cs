using System.Collections.Immutable;

namespace Webinars.Rooms.Announcements;

/// <summary>What is shown above the room, oldest first. It has no clock: what is over may still stand here until something newer comes.</summary>
public sealed record AnnouncementBoard(ImmutableList<Announcement> Shown)
{
    public const int Most = 3;

    public static readonly AnnouncementBoard Empty = new([]);

    public Announcement? Find(long id) => Shown.Find(announcement => announcement.Id == id);

    public bool IsFull(DateTimeOffset now) => Shown.Count(announcement => !announcement.IsOver(now)) >= Most;

    public AnnouncementBoard Add(Announcement made) => new(Shown.RemoveAll(announcement => announcement.IsOver(made.At)).Add(made));

    public AnnouncementBoard Remove(long id) => new(Shown.RemoveAll(announcement => announcement.Id == id));
}
