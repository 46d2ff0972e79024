namespace Webinars.Rooms.Announcements;

public sealed record AnnouncementBoard
{
    public static readonly AnnouncementBoard Empty = new();
}
