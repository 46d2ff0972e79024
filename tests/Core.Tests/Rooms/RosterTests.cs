using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Roles;

namespace Webinars.Core.Tests;

/// <summary>Who is here: people and not tabs, by name, a page at a time, for those who may know.</summary>
public class RosterTests
{
    private readonly House _house = new();

    [Fact]
    public async Task A_person_with_three_tabs_is_there_once_until_the_last_is_closed()
    {
        var room = await Opened();
        for (var tab = 0; tab < 3; tab++)
        {
            room.Presence.Join(_house.GuestActor);
            _house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((1, 3, House.Noon), (room.Presence.People, room.Presence.ConnectionsOf(_house.Guest.Id), Assert.Single(Read(room).People).Since));
        room.Presence.Leave(_house.Guest.Id);
        room.Presence.Leave(_house.Guest.Id);
        Assert.Equal(1, room.Presence.People);
        room.Presence.Leave(_house.Guest.Id);
        room.Presence.Leave(_house.Guest.Id);
        Assert.Equal((0, 0), (room.Presence.People, Read(room).Total));
        Assert.Null(room.Presence.Find(_house.Guest.Id));
    }

    [Fact]
    public async Task People_come_by_name_and_those_of_one_name_by_id_page_by_page()
    {
        var room = await Opened();
        string[] names = ["Zoë", "ada", "Ada", "Ädam", "Émile", "eve", "Øle", "Ada"];
        foreach (var name in names)
        {
            room.Presence.Join(new Actor(Guid.NewGuid(), name, Role.Attendee));
        }

        var (all, after) = (new List<RosterEntry>(), (string?)null);
        do
        {
            var page = Read(room, after: after, limit: 3);
            Assert.Equal(8, page.Total);
            all.AddRange(page.People);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["ada", "ada", "ada", "ädam", "émile", "eve", "øle", "zoë"], all.Select(one => one.Name.ToLowerInvariant()));
        Assert.Equal(all.Take(3).OrderBy(one => one.Id), all.Take(3));
        Assert.Equal(8, all.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended_though_people_come_and_go()
    {
        var room = await Opened();
        var people = "bcdef".Select(name => new Actor(Guid.NewGuid(), $"{name}", Role.Attendee)).ToList();
        people.ForEach(room.Presence.Join);
        var first = Read(room, limit: 2);
        room.Presence.Leave(people[1].Id);
        room.Presence.Join(new Actor(Guid.NewGuid(), "a", Role.Attendee));
        Assert.Equal(["d", "e", "f"], Read(room, after: first.Next).People.Select(one => one.Name));
    }

    [Theory]
    [InlineData("emi", "Émile Zola")]
    [InlineData("ÉMI", "Émile Zola")]
    [InlineData("zola", "Émile Zola")]
    [InlineData("strasse", "Max Straße")]
    [InlineData("wałęsa", "Lech Wałęsa")]
    [InlineData("walesa", "Lech Wałęsa")]
    [InlineData("nobody", null)]
    public async Task One_is_found_by_a_part_of_the_name_without_case_and_diacritics(string search, string? found)
    {
        var room = await Opened();
        foreach (var name in new[] { "Émile Zola", "Max Straße", "Lech Wałęsa" })
        {
            room.Presence.Join(new Actor(Guid.NewGuid(), name, Role.Attendee));
        }

        var page = Read(room, search);
        Assert.Equal(found is null ? [] : [found], page.People.Select(one => one.Name));
        Assert.Equal(page.People.Count, page.Total);
    }

    [Fact]
    public async Task All_of_a_name_are_found_in_order()
    {
        var room = await Opened();
        foreach (var name in new[] { "Ada B", "Bob", "Ada A", "Ada C" })
        {
            room.Presence.Join(new Actor(Guid.NewGuid(), name, Role.Attendee));
        }

        Assert.Equal(["Ada A", "Ada B", "Ada C"], Read(room, "ada").People.Select(one => one.Name));
    }

    [Fact]
    public async Task The_role_shown_is_that_of_now()
    {
        var room = await Opened();
        room.Presence.Join(_house.GuestActor);
        Assert.Equal(Role.Attendee, Assert.Single(Read(room).People).Role);
        await room.Post(new AssignRole(_house.HostActor, "r", _house.Guest.Id, Role.Panelist, _house.Guest.Name));
        Assert.Equal(Role.Panelist, Assert.Single(Read(room).People).Role);
    }

    [Theory]
    [InlineData(Role.Attendee, false)]
    [InlineData(Role.Panelist, false)]
    [InlineData(Role.Moderator, true)]
    [InlineData(Role.Host, true)]
    [InlineData(Role.Owner, true)]
    public async Task Unless_the_host_allows_it_only_moderators_see_who_is_here(Role role, bool may)
    {
        var room = await Opened();
        var you = new Actor(Guid.NewGuid(), "Ada", role);
        if (may)
        {
            Assert.Empty(Roster.Read(room, you, null, null, 10).People);
        }
        else
        {
            Assert.Equal("not-allowed", Refused.With(() => Roster.Read(room, you, null, null, 10)).Code);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not ours")]
    [InlineData("")]
    public async Task A_cursor_that_is_not_ours_is_refused(string after)
    {
        var room = await Opened();
        Assert.Equal("invalid", Refused.With(() => Read(room, after: after)).Code);
    }

    [Fact]
    public async Task A_page_has_a_hundred_people_at_most_and_one_at_least()
    {
        var room = await Opened();
        foreach (var i in Enumerable.Range(0, 150))
        {
            room.Presence.Join(new Actor(Guid.NewGuid(), $"Person {i}", Role.Attendee));
        }

        Assert.Equal((100, 150), (Read(room, limit: 1_000).People.Count, Read(room, limit: 1_000).Total));
        Assert.Single(Read(room, limit: -1).People);
        Assert.Equal("bad-text", Refused.With(() => Read(room, "\ud800")).Code);
        Assert.Equal("too-long", Refused.With(() => Read(room, new string('x', 81))).Code);
    }

    [Fact]
    public async Task Who_was_here_has_a_name_and_who_never_came_or_was_elsewhere_has_none()
    {
        var room = await Opened();
        var elsewhere = await Opened();
        var other = new Actor(Guid.NewGuid(), "Otto", Role.Attendee);
        room.Presence.Join(_house.GuestActor);
        elsewhere.Presence.Join(other);
        Assert.Equal("Gus Guest", await NameOf(_house.Guest.Id));
        room.Presence.Leave(_house.Guest.Id);
        await _house.Keep.Round(default);
        Assert.Equal("Gus Guest", await NameOf(_house.Guest.Id));
        Assert.Null(await NameOf(other.Id));
        Assert.Null(await NameOf(Guid.NewGuid()));

        Task<string?> NameOf(Guid person) => _house.Visits.NameOf(room, _house.HostActor, person, default);
    }

    [Fact]
    public async Task Names_of_those_who_left_are_not_looked_for_without_end()
    {
        var house = new House(limits: new Limits());
        var room = await house.Rooms.Open((await house.Scheduled()).Id);
        room.Presence.Join(house.GuestActor);
        for (var i = 0; i < 5; i++)
        {
            await house.Visits.NameOf(room, house.GuestActor, Guid.NewGuid(), default);
        }

        Assert.Equal("too-fast", (await Refused.With(() => house.Visits.NameOf(room, house.GuestActor, Guid.NewGuid(), default))).Code);
        Assert.Equal("Gus Guest", await house.Visits.NameOf(room, house.GuestActor, house.Guest.Id, default));
        Assert.Null(await house.Visits.NameOf(room, house.HostActor, Guid.NewGuid(), default));
    }

    private Roster Read(LiveRoom room, string? search = null, string? after = null, int limit = 100) => Roster.Read(room, _house.HostActor, search, after, limit);

    private async Task<LiveRoom> Opened() => await _house.Rooms.Open((await _house.Scheduled()).Id);
}
