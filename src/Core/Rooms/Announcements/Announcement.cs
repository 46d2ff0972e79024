using Webinars.People;

namespace Webinars.Rooms.Announcements;

/// <param name="Link">Makes it a call to action.</param>
/// <param name="Until">When it hides by itself.</param>
public sealed record Announcement(long Id, DateTimeOffset At, Actor By, string Text, AnnouncementLink? Link = null, DateTimeOffset? Until = null)
{
    public bool IsOver(DateTimeOffset now) => Until <= now;
}

/// <param name="Url">https, absolute.</param>
public sealed record AnnouncementLink(string Label, string Url);
