using System.Diagnostics;
using Webinars.Core.Tests;
using Webinars.Hubs;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;
using Webinars.Servers;
using Webinars.Storage;

namespace Webinars.Web.Tests;

/// <summary>Two nodes' hubs with Redis between them: what reaches people on the other node, and what becomes of it when Redis is hurt.</summary>
public sealed class HubNodesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly MemoryStore _store = new();
    private Guid _webinar;
    private Actor _ada = null!;
    private Actor _bob = null!;
    private RedisServer _redis = null!;
    private HubNode _one = null!;
    private HubNode _two = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.Started();
        (_one, _two) = (await HubNode.Started(_store, _redis.ConnectionString), await HubNode.Started(_store, _redis.ConnectionString));
        (_ada, _bob) = (await Known("Ada", Role.Owner), await Known("Bob", Role.Attendee));
        var draft = new WebinarDraft("Two nodes", "", TimeProvider.System.GetUtcNow().AddDays(1), 60, "Europe/Berlin");
        _webinar = (await _one.Schedule.Run(draft, new Person(_ada.Id, null, _ada.Name, null, null), null, CancellationToken.None)).Id;
        await Happen(new StatusChanged(WebinarStatus.Live, 9));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Who_may_be_nowhere_any_more_is_shown_out_on_the_other_node_and_nobody_else()
    {
        var (cy, di) = (await Known("Cy", Role.Attendee), await Known("Di", Role.Attendee));
        var (session, person, seat, stays) = (await _two.Join(_webinar, _bob, "s"), await _two.Join(_webinar, _ada, "a"), await _two.Join(_webinar, cy, "c"), await _two.Join(_webinar, di, "d"));
        _one.Pumps.EndSession("s");
        await HubNode.Until(() => session.IsClosed);
        _one.Pumps.EndPerson(_ada.Id);
        await HubNode.Until(() => person.IsClosed);
        _one.Pumps.EndIn(_webinar, cy.Id);
        await HubNode.Until(() => seat.IsClosed);
        Assert.False(stays.IsClosed);
    }

    [Fact]
    public async Task A_notice_reaches_who_leads_on_every_node_once_and_nobody_else()
    {
        var (here, there, bob) = (await _one.Join(_webinar, _ada), await _two.Join(_webinar, _ada), await _two.Join(_webinar, _bob));
        await Warm(there);
        Tell("once");
        Tell("last");
        await HubNode.Until(() => there.Notices.Contains("last") && here.Notices.Contains("last"));
        Assert.Single(here.Notices, "once");
        Assert.Single(there.Notices, "once");
        Assert.Empty(bob.Notices);

        // Who may hear it is decided where they are, when it comes.
        await Happen(new RoleChanged(_bob with { Role = Role.Host }) { By = _ada });
        await HubNode.Until(() => bob.Notices.Contains("to the new host"), () => Tell("to the new host"));
    }

    [Fact]
    public async Task While_Redis_is_away_a_notice_reaches_those_of_this_node_and_all_again_when_it_is_back()
    {
        var (here, there) = (await _one.Join(_webinar, _ada), await _two.Join(_webinar, _ada));
        await Warm(there);
        await _redis.Kill();
        Tell("away");
        Assert.Single(here.Notices, "away");
        await HubNode.Until(() => _one.Channel.Link is NodeLink.Down && _two.Channel.Link is NodeLink.Down);
        var (told, noted) = (await _two.Join(_webinar, _bob, "told"), await _two.Join(_webinar, _bob, "noted"));
        _one.Pumps.EndSession("told");

        // Whoever took note of it died before they could tell.
        await _store.Commit(new Batch(EndedSessions.ToPut("noted", TimeProvider.System.GetUtcNow())), CancellationToken.None);
        Assert.False(told.IsClosed || noted.IsClosed);
        await _redis.Start();
        await HubNode.Until(() => told.IsClosed && noted.IsClosed);
        await HubNode.Until(() => there.Notices.Contains("back"), () => Tell("back"));
        Assert.DoesNotContain("away", there.Notices);
        Assert.False(here.IsClosed || there.IsClosed);
    }

    [Fact]
    public async Task A_frozen_Redis_holds_up_neither_who_comes_nor_who_writes_nor_who_tells()
    {
        var there = await _two.Join(_webinar, _ada);
        await Warm(there);
        await _redis.Freeze();
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var here = await _one.Join(_webinar, _ada);
            var room = await _one.Rooms.Open(_webinar);
            for (var i = 0; i < 5; i++)
            {
                await room.Post(new PostMessage(_ada, $"m{i}", $"Message {i}", null));
            }

            Tell("frozen");
            Assert.Single(here.Notices, "frozen");
            var took = Stopwatch.GetElapsedTime(begun);
            output.WriteLine($"join, 5 posts and a notice while Redis was frozen: {took.TotalMilliseconds:0} ms");
            Assert.True(took < TimeSpan.FromSeconds(1), $"{took}");
        }
        finally
        {
            await _redis.Thaw();
        }
    }

    private async Task<Actor> Known(string name, Role role)
    {
        var person = new Person(Guid.CreateVersion7(), null, name, null, null);
        await _store.Commit(new Batch(PersonStore.ToPut(person)), CancellationToken.None);
        return new Actor(person.Id, name, role);
    }

    private Task Happen(RoomEvent what) => _one.Log.Append(_webinar, [what with { At = TimeProvider.System.GetUtcNow() }], new Batch(), CancellationToken.None);

    private void Tell(string code) => _one.Notices.Tell(_webinar, Capability.Lead, new Notice(code));

    /// <summary>A subscription takes a moment.</summary>
    private Task Warm(HubNode.Wire there) => HubNode.Until(() => there.Notices.Contains("warm"), () => Tell("warm"));
}
