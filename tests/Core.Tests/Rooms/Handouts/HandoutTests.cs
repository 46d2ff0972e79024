using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Handouts;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>Handouts: links, and files that are saved with the event that tells of them.</summary>
public class HandoutTests
{
    private static readonly Actor Host = new(Guid.NewGuid(), "Hanna", Role.Owner);
    private static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);
    private static readonly Room Live = Story.Fold(new StatusChanged(WebinarStatus.Live, 3) { By = Host });
    private static readonly byte[] Pdf = [.. "%PDF-1.7 hello"u8];
    private readonly House _house = new();

    [Fact]
    public void Everybody_sees_a_link()
    {
        var room = Live.Does(((AddLink)Link(" The book ", "HTTPS://Example.org/Book").Checked()));
        Assert.Equal(new Handout(2, House.Noon, Host, "The book", "https://example.org/Book"), Assert.Single(room.SeenBy(Ada).Handouts));
    }

    [Fact]
    public void Its_event_carries_the_handout_while_it_is_there()
    {
        var added = (HandoutAdded)Live.Decides(Link()).Events.Single();
        var room = Live.Apply(added);
        var seen = room.Shows(added, Ada)!;
        Assert.Equal((null, null, null, room.Handouts.Find(2)), (seen.Title, seen.Url, seen.File, seen.Handout));
        Assert.Null(room.Does(Remove(2)).Shows(added, Ada));
    }

    [Fact]
    public void An_attendee_may_neither_add_nor_remove()
    {
        Assert.Equal("not-allowed", Live.Refuses(Link() with { By = Ada }));
        Assert.Equal("not-allowed", Live.Refuses((AddFile)File(Pdf).Checked() with { By = Ada }));
        Assert.Equal("not-allowed", Live.Does(Link()).Refuses(Remove(2) with { By = Ada }));
    }

    [Fact]
    public void What_was_removed_is_gone_and_what_is_no_handout_is_not_found()
    {
        var room = Live.Does(Link()).Does(Remove(2));
        Assert.Empty(room.SeenBy(Ada).Handouts);
        Assert.Equal("not-found", room.Refuses(Remove(2)));
        Assert.Equal("not-found", Live.Does(Link()).Refuses(Remove(1)));
    }

    [Fact]
    public void There_are_twenty_at_most()
    {
        var room = Enumerable.Range(0, 20).Aggregate(Live, (state, i) => state.Does(Link($"Link {i}")));
        Assert.Equal("too-many", room.Refuses(Link()));
        Assert.Equal("too-many", room.Refuses(File(Pdf).Checked()));
        Assert.Null(room.Does(Remove(5)).Refuses(Link()));
    }

    [Theory]
    [InlineData("too-short", "", "https://example.org")]
    [InlineData("invalid", "Title", "http://example.org")]
    [InlineData("invalid", "Title", "data:text/html,hello")]
    [InlineData("invalid", "Title", null)]
    public void A_bad_link_is_refused(string code, string title, string? url) => Assert.Equal(code, Refused.With(() => { Link(title, url!).Checked(); }).Code);

    [Fact]
    public void A_title_has_its_length()
    {
        Assert.Equal("too-long", Refused.With(() => { Link(new string('x', 121)).Checked(); }).Code);
        Assert.Equal("too-long", Refused.With(() => { File(Pdf, title: new string('x', 121)).Checked(); }).Code);
        Assert.NotNull(Link(new string('x', 120)).Checked());
    }

    [Fact]
    public async Task A_file_is_saved_with_its_event_and_deleted_with_the_event_that_removes_it()
    {
        var (room, files) = await Opened();
        var receipt = await room.Post(Given(room));
        var handout = Assert.Single(room.State.SeenBy(Ada).Handouts);
        Assert.Equal((receipt.Position, "Notes", $"/api/webinars/{room.Id}/handouts/{receipt.Position}"), (handout.Id, handout.Title, handout.Url));
        Assert.Equal(new HandoutFile("application/pdf", Pdf.Length), handout.File);
        var file = (await files.Get(room.Id, handout.Id, default))!;
        Assert.Equal(("notes.pdf", "application/pdf"), (file.Name, file.Type));
        Assert.Equal(Pdf, file.Content);

        await room.Post(new RemoveHandout(_house.HostActor, "r", room.Id, handout.Id));
        Assert.Null(await files.Get(room.Id, handout.Id, default));
    }

    [Fact]
    public async Task A_retry_adds_no_second_file_and_another_file_is_a_conflict()
    {
        var (room, files) = await Opened();
        var first = await room.Post(Given(room));
        Assert.Equal(first with { Duplicate = true }, await room.Post(Given(room)));
        Assert.Equal("idempotency-conflict", await Refused.Code(() => room.Post(Given(room) with { Content = [.. Pdf, 1] })));
        Assert.Single(room.State.Handouts.All);
        Assert.Equal(Pdf, (await files.Get(room.Id, first.Position, default))!.Content);
    }

    [Fact]
    public async Task What_is_refused_saves_no_file()
    {
        var (room, files) = await Opened();
        Assert.Equal("not-allowed", await Refused.Code(() => room.Post(Given(room) with { By = _house.GuestActor })));
        Assert.Null(await files.Get(room.Id, room.State.Position + 1, default));
    }

    [Fact]
    public void Files_have_their_size()
    {
        Assert.Equal("too-large", Refused.With(() => { File([.. Pdf, .. new byte[AddFile.MaxBytes]]).Checked(); }).Code);
        Assert.Equal("invalid", Refused.With(() => { File([]).Checked(); }).Code);
        Assert.NotNull(File([.. Pdf, .. new byte[AddFile.MaxBytes - Pdf.Length]]).Checked());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_file_without_a_title_is_called_by_its_name(string? title)
    {
        Assert.Equal("notes.pdf", ((AddFile)File(Pdf, title).Checked()).Title);
        Assert.Equal(new string('x', 110) + ".pdf", ((AddFile)(File(Pdf, title) with { Name = new string('x', 110) }).Checked()).Title);
        Assert.Equal("too-long", Refused.With(() => { (File(Pdf, title) with { Name = new string('x', 111) }).Checked(); }).Code);
    }

    [Fact]
    public void Every_event_of_a_handout_is_read_as_it_was_written()
    {
        foreach (var happened in new RoomEvent[]
        {
            new HandoutAdded("Notes", "/there", new HandoutFile("text/plain", 3)) { By = Host, At = House.Noon },
            new HandoutAdded("Notes", "https://example.org/") { By = Host, At = House.Noon },
            new HandoutRemoved(2) { By = Host, At = House.Noon },
        })
        {
            Assert.Equal(happened with { Position = 9 }, RoomEventJson.Read(new(9, RoomEventJson.Write(happened))));
        }
    }

    private static AddLink Link(string title = "The book", string url = "https://example.org/") => new(Host, "c", title, url);

    [Fact]
    public async Task Who_takes_a_file_while_others_do_shares_what_is_read()
    {
        var house = new House(new StoreUnderLoad(new MemoryStore()));
        var (room, files) = (await house.Rooms.Open((await house.Scheduled()).Id), new HandoutFiles(house.Store));
        var given = File([.. Pdf, .. new byte[4_000_000]]) with { By = house.HostActor, WebinarId = room.Id };
        var id = (await room.Post(given)).Position;
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => files.Get(room.Id, id, default)));
        Assert.All(taken, file => Assert.Equal(4_000_000 + Pdf.Length, file!.Content.Length));
        Assert.InRange(taken.Distinct(ReferenceEqualityComparer.Instance).Count(), 1, 19);

        await room.Post(new RemoveHandout(house.HostActor, "r", room.Id, id));
        Assert.Null(await files.Get(room.Id, id, default));
    }

    private static AddFile File(byte[] content, string? title = "Notes") => new(Host, "c", Guid.Empty, title, "notes.pdf", "application/pdf", content);

    private static RemoveHandout Remove(long id) => new(Host, "r", Guid.Empty, id);

    private AddFile Given(LiveRoom room) => File(Pdf) with { By = _house.HostActor, WebinarId = room.Id };

    private async Task<(LiveRoom Room, HandoutFiles Files)> Opened() => (await _house.Rooms.Open((await _house.Scheduled()).Id), new HandoutFiles(_house.Store));
}
