using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Announcements;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>Announcements: three at most, with a link or a time or without.</summary>
public class AnnouncementTests
{
    private static readonly Actor Host = new(Guid.NewGuid(), "Hanna", Role.Owner);
    private static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);
    private static readonly Room Live = Story.Fold(new StatusChanged(WebinarStatus.Live, 3) { By = Host });

    [Fact]
    public void Everybody_sees_an_announcement()
    {
        var room = Live.Does(Checked(Say("Slides are here ", "The slides", "https://example.org/a b", 60)));
        var shown = Assert.Single(room.SeenBy(Ada).Announcements);
        Assert.Equal(
            new Announcement(2, House.Noon, Host, "Slides are here", new AnnouncementLink("The slides", "https://example.org/a%20b"), House.Noon.AddSeconds(60)), shown);
    }

    [Fact]
    public void Its_event_carries_the_announcement_and_nothing_twice()
    {
        var made = (AnnouncementMade)Live.Decides(Say("Hello", seconds: 60)).Events.Single();
        var room = Live.Apply(made);
        var seen = room.Shows(made, Ada)!;
        Assert.Equal((null, null, null, room.Announcements.Find(2)), (seen.Text, seen.Link, seen.Until, seen.Announcement));
        Assert.Null(room.Does(End(2)).Shows(made, Ada));
    }

    [Fact]
    public void An_ended_announcement_is_shown_no_more()
    {
        var room = Live.Does(Say("Hello")).Does(End(2));
        Assert.Empty(room.SeenBy(Ada).Announcements);
        Assert.Equal("not-found", room.Refuses(End(2)));
        Assert.Equal("not-found", Live.Does(Say("Hello")).Refuses(End(1)));
    }

    [Fact]
    public void An_attendee_may_neither_announce_nor_end()
    {
        Assert.Equal("not-allowed", Live.Refuses(Say("Hello") with { By = Ada }));
        Assert.Equal("not-allowed", Live.Does(Say("Hello")).Refuses(End(2) with { By = Ada }));
    }

    [Fact]
    public void Three_are_shown_and_a_fourth_waits_until_one_is_over()
    {
        var full = Live.Does(Say("One", seconds: 60)).Does(Say("Two")).Does(Say("Three"));
        Assert.Equal("too-many", full.Refuses(Say("Four"), 59.9));
        Assert.Null(full.Refuses(Say("Four"), 60));
        Assert.Null(full.Does(End(3)).Refuses(Say("Four")));
    }

    [Fact]
    public void What_is_over_makes_room_when_something_newer_comes()
    {
        var room = Live.Does(Say("One", seconds: 60)).Does(Say("Two")).Does(Say("Three"), 60);
        Assert.Equal(["Two", "Three"], room.SeenBy(Ada).Announcements.Select(shown => shown.Text));
    }

    [Fact]
    public void A_link_without_a_label_bears_the_name_of_its_host() =>
        Assert.Equal("example.org", Checked(Say("Hello", url: "https://example.org:8443/path?q#f")).Label);

    [Theory]
    [InlineData("too-short", "", null, null, null)]
    [InlineData("bad-text", "a\0b", null, null, null)]
    [InlineData("too-short", "Hello", " ", "https://example.org", null)]
    [InlineData("too-long", "Hello", "12345678901234567890123456789012345678901", "https://example.org", null)]
    [InlineData("invalid", "Hello", "A label", null, null)]
    [InlineData("invalid", "Hello", null, "", null)]
    [InlineData("invalid", "Hello", null, "http://example.org", null)]
    [InlineData("invalid", "Hello", null, "javascript:alert(1)", null)]
    [InlineData("invalid", "Hello", null, "/path", null)]
    [InlineData("invalid", "Hello", null, "//example.org/path", null)]
    [InlineData("invalid", "Hello", null, "https://bank.example@example.org/", null)]
    [InlineData("invalid", "Hello", null, "https://", null)]
    [InlineData("invalid", "Hello", null, null, 4)]
    [InlineData("invalid", "Hello", null, null, 3601)]
    [InlineData("invalid", "Hello", null, null, -1)]
    public void What_cannot_be_announced_is_refused(string code, string text, string? label, string? url, int? seconds) =>
        Assert.Equal(code, Refused.With(() => { Say(text, label, url, seconds).Checked(); }).Code);

    [Fact]
    public void Texts_and_links_have_their_lengths()
    {
        Assert.Equal("too-long", Refused.With(() => { Say(new string('x', 301)).Checked(); }).Code);
        Assert.Equal("invalid", Refused.With(() => { Say("Hello", url: "https://example.org/" + new string('x', 2_000)).Checked(); }).Code);
        Assert.Equal("invalid", Refused.With(() => { Say("Hello", url: "https://example.org/" + new string('ä', 1_000)).Checked(); }).Code);
        Assert.Equal("invalid", Refused.With(() => { Say("Hello", url: "https://example.org/\ud800").Checked(); }).Code);
        Assert.NotNull(Say(new string('x', 300), seconds: 3_600).Checked());
        Assert.NotNull(Say("x", seconds: 5).Checked());
    }

    [Fact]
    public void Every_event_of_an_announcement_is_read_as_it_was_written()
    {
        foreach (var happened in new RoomEvent[]
        {
            new AnnouncementMade("Hello", new AnnouncementLink("There", "https://example.org/"), House.Noon) { By = Host, At = House.Noon },
            new AnnouncementMade("Hello") { By = Host, At = House.Noon },
            new AnnouncementEnded(2) { By = Host, At = House.Noon },
        })
        {
            Assert.Equal(happened with { Position = 9 }, RoomEventJson.Read(new(9, RoomEventJson.Write(happened))));
        }
    }

    private static Announce Say(string text, string? label = null, string? url = null, int? seconds = null) => new(Host, "c", text, label, url, seconds);

    private static Announce Checked(Announce announce) => (Announce)announce.Checked();

    private static EndAnnouncement End(long id) => new(Host, "e", id);
}
