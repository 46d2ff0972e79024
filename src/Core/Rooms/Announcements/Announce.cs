using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Announcements;

/// <summary>Tells everybody something, above the room. Refused: too-long, too-short, bad-text, invalid (url, seconds), too-many (3 are shown).</summary>
/// <param name="Label">Of the link; without one the name of the url's host. Invalid without a url.</param>
/// <param name="Seconds">Then it hides by itself: 5 to 3,600; null: when a moderator ends it.</param>
public sealed record Announce(Actor By, string ClientId, string Text, string? Label, string? Url, int? Seconds) : RoomAction(By, ClientId)
{
    public override Capability Needs => Capability.Announce;

    protected override string Said => $"{Seconds}\n{Url}\n{Label}\n{Text}";

    public override RoomAction Checked()
    {
        if (Seconds is < 5 or > 3_600)
        {
            throw new RefusedException(Refusal.Invalid("seconds", "5 to 3,600."));
        }

        var link = Url is null && Label is null ? null : WebLink.Clean(Url, "url");
        return this with
        {
            Text = PlainText.Clean(Text, 1, 300, field: "text"),
            Label = Label is null ? link?.IdnHost : PlainText.Clean(Label, 1, 40, field: "label"),
            Url = link?.AbsoluteUri,
        };
    }

    public override Decision Decide(Room room, DateTimeOffset now) => room.Announcements.IsFull(now)
        ? Refusal.TooMany
        : new AnnouncementMade(Text, Url is null ? null : new AnnouncementLink(Label!, Url), Seconds is { } seconds ? now.AddSeconds(seconds) : null);
}
