using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Handouts;

/// <summary>Hands out a link. Refused: too-long, too-short, bad-text, invalid (url), too-many (20).</summary>
public sealed record AddLink(Actor By, string ClientId, string Title, string Url) : RoomAction(By, ClientId)
{
    public const int MaxTitle = 120;

    public override Capability Needs => Capability.ShareHandouts;

    protected override string Said => $"{Url}\n{Title}";

    public override RoomAction Checked() =>
        this with { Title = PlainText.Clean(Title, 1, MaxTitle, field: "title"), Url = WebLink.Clean(Url, "url").AbsoluteUri };

    public override Decision Decide(Room room, DateTimeOffset now) => room.Handouts.IsFull ? Refusal.TooMany : new HandoutAdded(Title, Url);
}
