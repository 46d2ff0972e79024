using CsCheck;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>Who was here, from when to when: written behind everybody's back, and true even when a node is killed.</summary>
public class AttendanceTests
{
    private static readonly Actor[] People = [.. Enumerable.Range(0, 5).Select(i => new Actor(Guid.NewGuid(), $"Person {i}", Role.Attendee))];

    /// <summary>Who comes or goes, after how many seconds, and whether it is written down then.</summary>
    private static readonly Gen<(int Who, bool Comes, int After, bool Written)[]> Histories =
        Gen.Select(Gen.Int[0, People.Length - 1], Gen.Bool, Gen.Int[1, 60], Gen.Bool).Array[0, 60];

    private readonly House _house = new();

    [Fact]
    public async Task A_visit_begins_with_the_first_tab_and_ends_with_the_last()
    {
        var (webinar, room) = await Opened(_house);
        room.Presence.Join(_house.GuestActor);
        await After(1);
        room.Presence.Join(_house.GuestActor);
        await After(10);
        room.Presence.Leave(_house.Guest.Id);
        await After(10);
        Assert.Equal(new Attended(_house.Guest.Id, "Gus Guest", House.Noon, null), Assert.Single(await Read(webinar)));
        room.Presence.Leave(_house.Guest.Id);
        await After(1);
        Assert.Equal(House.Noon.AddSeconds(21), Assert.Single(await Read(webinar)).LeftAt);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(45, 1)]
    [InlineData(46, 2)]
    public async Task Who_is_back_within_the_lease_is_still_on_the_same_visit(int away, int visits)
    {
        var (webinar, room) = await Opened(_house);
        room.Presence.Join(_house.GuestActor);
        await After(60);
        room.Presence.Leave(_house.Guest.Id);
        await After(away);
        room.Presence.Join(_house.GuestActor);
        await After(60);
        room.Presence.Leave(_house.Guest.Id);
        await After(1);
        var read = await Read(webinar);
        Assert.Equal(visits, read.Count);
        Assert.Equal((House.Noon, House.Noon.AddSeconds(120 + away)), (read[0].JoinedAt, read[^1].LeftAt));
    }

    [Fact]
    public async Task Thousands_who_come_at_once_are_a_few_commits_and_nobody_waits()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var house = new House(store);
        var (webinar, room) = await Opened(house);
        var before = store.Batches;
        foreach (var i in Enumerable.Range(0, 600))
        {
            room.Presence.Join(new Actor(Guid.NewGuid(), $"Person {i}", Role.Attendee));
        }

        Assert.Equal(before, store.Batches);
        await house.Keep.Round(default);
        Assert.Equal(before + 3, store.Batches);
        Assert.Equal(600, await house.Attendance.PeakOf(webinar.Id, default));
        await house.Keep.Round(default);
        Assert.Equal(before + 3, store.Batches);
    }

    [Fact]
    public async Task What_the_store_did_not_take_is_written_later_with_its_own_times()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var house = new House(store);
        var (webinar, room) = await Opened(house);
        room.Presence.Join(house.GuestActor);
        store.FullForBatches = 1;
        await Assert.ThrowsAsync<StoreBusyException>(() => house.Keep.Round(default));
        house.Time.Advance(TimeSpan.FromSeconds(5));
        room.Presence.Leave(house.Guest.Id);
        await house.Keep.Round(default);
        Assert.Equal(new Attended(house.Guest.Id, "Gus Guest", House.Noon, House.Noon.AddSeconds(5)), Assert.Single(await Read(webinar, house)));
    }

    [Fact]
    public async Task The_recomputed_peak_is_the_highest_number_that_was_counted_live() => await Histories.SampleAsync(async history =>
    {
        var house = new House();
        var (webinar, room) = await Opened(house);
        var highest = 0;
        foreach (var (who, comes, after, written) in history)
        {
            house.Time.Advance(TimeSpan.FromSeconds(after));
            if (comes)
            {
                room.Presence.Join(People[who]);
            }
            else
            {
                room.Presence.Leave(People[who].Id);
            }

            highest = Math.Max(highest, room.Presence.People);
            if (written)
            {
                await house.Keep.Round(default);
            }
        }

        await house.Keep.Round(default);
        var peak = await house.Attendance.PeakOf(webinar.Id, default);
        Assert.Equal(highest, peak);
        Assert.Equal(room.Presence.People, (await Read(webinar, house)).Count(visit => visit.LeftAt is null));
    }, iter: 300, threads: 2);

    [Fact]
    public async Task Visits_on_a_node_that_was_killed_end_at_its_last_sign_of_life()
    {
        var store = new MemoryStore();
        var killed = new House(store);
        var (webinar, room) = await Opened(killed);
        room.Presence.Join(killed.GuestActor);
        for (var second = 0; second < 40; second++)
        {
            await killed.Keep.Round(default);
            killed.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var next = new House(store);
        next.Time.Advance(TimeSpan.FromSeconds(60));
        await next.Keep.Round(default);
        Assert.Null(Assert.Single(await Read(webinar, killed)).LeftAt);

        next.Time.Advance(TimeSpan.FromSeconds(16));
        await next.Keep.Round(default);
        Assert.Equal(House.Noon.AddSeconds(30), Assert.Single(await Read(webinar, killed)).LeftAt);
        Assert.Equal(0, await next.Store.Count("node", "alive", "", TimeKey.End, default));
    }

    [Fact]
    public async Task Who_comes_back_after_a_quick_restart_is_on_the_same_visit()
    {
        var store = new MemoryStore();
        var killed = new House(store);
        var (webinar, room) = await Opened(killed);
        room.Presence.Join(People[0]);
        await killed.Keep.Round(default);

        var next = new House(store);
        next.Time.Advance(TimeSpan.FromSeconds(10));
        var again = await next.Rooms.Open(webinar.Id);
        again.Presence.Join(People[0]);
        await next.Keep.Round(default);
        next.Time.Advance(TimeSpan.FromSeconds(60));
        await next.Keep.Round(default);
        Assert.Null(Assert.Single(await Read(webinar, killed)).LeftAt);
        again.Presence.Leave(People[0].Id);
        await next.Keep.Round(default);
        Assert.Equal(House.Noon.AddSeconds(70), Assert.Single(await Read(webinar, killed)).LeftAt);
    }

    [Fact]
    public async Task A_person_on_two_nodes_is_one_visit_that_ends_on_the_last()
    {
        var store = new MemoryStore();
        House[] nodes = [new(store), new(store)];
        var (webinar, first) = await Opened(nodes[0]);
        LiveRoom[] rooms = [first, await nodes[1].Rooms.Open(webinar.Id)];
        foreach (var (node, room) in nodes.Zip(rooms))
        {
            room.Presence.Join(People[0]);
            await node.Keep.Round(default);
        }

        first.Presence.Leave(People[0].Id);
        await nodes[0].Keep.Round(default);
        Assert.Null(Assert.Single(await Read(webinar, nodes[0])).LeftAt);
        nodes[1].Time.Advance(TimeSpan.FromSeconds(3));
        rooms[1].Presence.Leave(People[0].Id);
        await nodes[1].Keep.Round(default);
        Assert.Equal(House.Noon.AddSeconds(3), Assert.Single(await Read(webinar, nodes[0])).LeftAt);
        Assert.Equal(1, await nodes[0].Attendance.PeakOf(webinar.Id, default));
    }

    [Fact]
    public async Task An_orderly_end_writes_what_is_pending_and_leaves_nobody_behind()
    {
        var (webinar, room) = await Opened(_house);
        room.Presence.Join(People[0]);
        await _house.Keep.Round(default);
        room.Presence.Join(People[1]);
        _house.Time.Advance(TimeSpan.FromSeconds(5));
        await _house.Keep.StopAsync(default);
        Assert.All(await Read(webinar), visit => Assert.Equal(House.Noon.AddSeconds(5), visit.LeftAt));
        Assert.Equal(2, (await Read(webinar)).Count);
        Assert.Equal(0, await _house.Store.Count("node", "alive", "", TimeKey.End, default));
    }

    [Fact]
    public async Task Attendance_is_read_to_its_end_page_by_page_and_the_first_page_has_the_peak()
    {
        var (webinar, room) = await Opened(_house);
        var (_, other) = await Opened(_house);
        other.Presence.Join(_house.GuestActor);
        foreach (var i in Enumerable.Range(0, 7))
        {
            room.Presence.Join(new Actor(Guid.NewGuid(), $"Person {i}", Role.Attendee));
            _house.Time.Advance(TimeSpan.FromSeconds(i % 2));
        }

        await _house.Keep.Round(default);
        var (all, cursor, peaks) = (new List<Attended>(), (string?)null, new List<int?>());
        do
        {
            var page = await _house.Attendance.Run(webinar.Id, _house.Host, 3, cursor, default);
            all.AddRange(page.Items);
            peaks.Add(page.Peak);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(7, all.Select(visit => visit.PersonId).Distinct().Count());
        Assert.Equal(all.OrderBy(visit => visit.JoinedAt).Select(visit => visit.JoinedAt), all.Select(visit => visit.JoinedAt));
        Assert.Equal([7, null, null], peaks);
        Assert.Equal("invalid", await Refused.Code(() => _house.Attendance.Run(webinar.Id, _house.Host, 3, "ours", default)));
    }

    [Fact]
    public async Task Moderators_read_attendance_and_nobody_below_them()
    {
        var webinar = await _house.Scheduled();
        Assert.Equal("not-allowed", await Refused.Code(() => _house.Attendance.Run(webinar.Id, _house.Guest, 10, null, default)));
        await _house.Gives(webinar, _house.Guest, Role.Panelist);
        Assert.Equal("not-allowed", await Refused.Code(() => _house.Attendance.Run(webinar.Id, _house.Guest, 10, null, default)));
        await _house.Gives(webinar, _house.Guest, Role.Moderator);
        Assert.Equal(0, (await _house.Attendance.Run(webinar.Id, _house.Guest, 10, null, default)).Peak);
    }

    private async Task After(int seconds)
    {
        await _house.Keep.Round(default);
        _house.Time.Advance(TimeSpan.FromSeconds(seconds));
        await _house.Keep.Round(default);
    }

    private Task<IReadOnlyList<Attended>> Read(Webinar webinar) => Read(webinar, _house);

    private static async Task<IReadOnlyList<Attended>> Read(Webinar webinar, House house) =>
        [.. (await house.Visits.OfWebinar(webinar.Id, null, 1_000, default)).Select(visit => new Attended(visit.Person, visit.Name, visit.JoinedAt, visit.LeftAt))];

    private static async Task<(Webinar Webinar, LiveRoom Room)> Opened(House house)
    {
        var webinar = await house.Scheduled();
        return (webinar, await house.Rooms.Open(webinar.Id));
    }
}
