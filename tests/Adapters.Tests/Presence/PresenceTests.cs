using Webinars.People;
using Webinars.Rooms.Presence;

namespace Webinars.Adapters.Tests.Presence;

/// <summary>Who is in a room on several nodes: the same on all of them, by a real Redis.</summary>
public class PresenceTests
{
    [Fact]
    public async Task Every_node_counts_and_lists_the_people_of_all()
    {
        await using var nodes = await Nodes.Started(2);
        nodes.Join(0, 0, 30);
        nodes.Join(1, 30, 20);
        await nodes.AllSee(50, within: 2_000);
        Assert.Equal(nodes[0].Names(), nodes[1].Names());
        Assert.Equal("Person 7", nodes[1].People.Find(PresenceNode.Somebody(7).Id)?.Who.Name);
        var found = Roster.Read(nodes[0].Room, new Actor(Guid.NewGuid(), "", Role.Owner), "person 4", null, 50);
        Assert.Equal((11, null), (found.Total, found.Approximate));

        nodes.Leave(0, 0, 30);
        await nodes.AllSee(20, within: 2_000);
        Assert.Null(nodes[1].People.Find(PresenceNode.Somebody(7).Id));
        Assert.Equal(nodes[0].Names(), nodes[1].Names());
    }

    [Fact]
    public async Task Tabs_and_connections_are_a_nodes_own()
    {
        await using var nodes = await Nodes.Started(2);
        nodes.Join(0, 1, 1);
        nodes.Join(0, 1, 1);
        await nodes.AllSee(1);
        Assert.Equal((2, 0), (nodes[0].People.ConnectionsOf(PresenceNode.Somebody(1).Id), nodes[1].People.ConnectionsOf(PresenceNode.Somebody(1).Id)));
        Assert.Null(nodes[1].People.FindHere(PresenceNode.Somebody(1).Id));
    }

    [Fact]
    public async Task Who_is_on_two_nodes_is_one_and_is_gone_only_after_leaving_both()
    {
        await using var nodes = await Nodes.Started(3);
        nodes.Join(0, 1, 2);
        nodes.Join(1, 1, 1);
        await nodes.AllSee(2);
        Assert.Equal(nodes[0].Names(), nodes[2].Names());
        nodes.Leave(0, 1, 1);
        nodes.Join(1, 5, 1);
        await nodes.AllSee(3);
        Assert.NotNull(nodes[0].People.Find(PresenceNode.Somebody(1).Id));
        nodes.Leave(1, 1, 1);
        await nodes.AllSee(2);
        Assert.Null(nodes[0].People.Find(PresenceNode.Somebody(1).Id));
    }

    [Fact]
    public async Task A_node_that_goes_silent_loses_its_people_after_the_lease_and_not_before_and_who_came_back_elsewhere_is_counted_once()
    {
        await using var nodes = await Nodes.Started(3);
        nodes.Join(0, 0, 40);
        nodes.Join(1, 100, 10);
        await nodes.AllSee(50);
        await nodes[0].Die();
        var dead = nodes[0];
        nodes.All.RemoveAt(0);
        nodes.Join(1, 0, 15);
        var (lowest, highest) = await nodes.Watch(async () =>
        {
            var gone = await nodes.Until(() => nodes.All.All(node => node.People.People == 25));
            Assert.InRange(gone.TotalSeconds, 1, 10);
        });
        Assert.Equal((25, 50), (lowest, highest));
        Assert.False(nodes[0].People.IsApproximate);
        await dead.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_ends_in_order_takes_its_people_with_it_at_once()
    {
        await using var nodes = await Nodes.Started(2);
        nodes.Join(0, 0, 1_500);
        nodes.Join(1, 5_000, 10);
        await nodes.AllSee(1_510);
        await nodes[0].Stop();
        await nodes.Until(() => nodes[1].People.People == 10, within: 1_000);
        Assert.False(nodes[1].People.IsApproximate);
    }

    [Fact]
    public async Task Names_run_out_by_themselves_when_nobody_looks_any_more()
    {
        await using var nodes = await Nodes.Started(1);
        nodes.Join(0, 0, 10);
        while (!(await nodes.Redis.Say("keys", "*:who")).Contains("presence", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await nodes[0].Die();
        for (var keys = "?"; keys.Trim().Length > 0; keys = await nodes.Redis.Say("keys", "*"))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
