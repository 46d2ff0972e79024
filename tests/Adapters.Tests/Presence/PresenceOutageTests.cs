using Webinars.Rooms.Presence.Board;

namespace Webinars.Adapters.Tests.Presence;

/// <summary>Redis goes, and comes back empty or as it was: counts say that they are approximate, never jump, and are right again by themselves.</summary>
public class PresenceOutageTests
{
    /// <summary>An outage is shorter than the lease.</summary>
    private static readonly PresenceTimes Long = PresenceNode.Quick with { Lease = TimeSpan.FromSeconds(8) };

    [Fact]
    public async Task Killed_and_empty_it_is_filled_again_and_no_count_ever_dips()
    {
        await using var nodes = await Nodes.Started(2, Long);
        nodes.Join(0, 0, 600);
        nodes.Join(1, 1_000, 400);
        await nodes.AllSee(1_000);
        var (lowest, highest) = await nodes.Watch(async () =>
        {
            await nodes.Redis.Kill();
            await nodes.Until(() => nodes.All.All(node => node.People.IsApproximate && !node.Health.HearsOthers));
            Assert.Equal((1_000, 1_000), (nodes[0].People.People, nodes[1].People.People));
            nodes.Leave(0, 0, 50);
            nodes.Join(1, 2_000, 30);
            await nodes.Redis.Start();
            await nodes.AllSee(980);
        });
        Assert.InRange(lowest, 950, 1_000);
        Assert.InRange(highest, 1_000, 1_030);
        Assert.Equal(nodes[0].Names(), nodes[1].Names());
        Assert.True(nodes[0].Health.HearsOthers);
    }

    [Fact]
    public async Task Emptied_under_our_feet_it_is_filled_again_and_no_count_ever_dips()
    {
        await using var nodes = await Nodes.Started(3, Long);
        nodes.Join(0, 0, 300);
        nodes.Join(1, 1_000, 300);
        await nodes.AllSee(600);
        var seen = await nodes.Watch(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await nodes.Redis.Say("flushall");
                await Task.Delay(300, TestContext.Current.CancellationToken);
            }

            await nodes.AllSee(600);
        });
        Assert.Equal((600, 600), seen);
    }

    [Fact]
    public async Task A_node_that_died_while_it_was_away_is_gone_after_a_lease()
    {
        await using var nodes = await Nodes.Started(3);
        nodes.Join(0, 0, 100);
        nodes.Join(1, 1_000, 100);
        await nodes.AllSee(200);
        await nodes.Redis.Kill();
        await nodes[0].DisposeAsync();
        nodes.All.RemoveAt(0);
        await nodes.Redis.Start();
        await nodes.AllSee(100, within: 8_000);
    }

    [Fact]
    public async Task Away_for_longer_than_a_lease_only_who_is_here_counts()
    {
        await using var nodes = await Nodes.Started(2);
        nodes.Join(0, 0, 70);
        nodes.Join(1, 1_000, 30);
        await nodes.AllSee(100);
        await nodes.Redis.Kill();
        await nodes.Until(() => nodes[0].People.People == 70 && nodes[1].People.People == 30);
        Assert.True(nodes[0].People.IsApproximate && nodes[1].People.IsApproximate);
        await nodes.Redis.Start();
        await nodes.AllSee(100);
    }

    /// <summary>When it thaws all leases have run out: whoever looks first must not take everybody down.</summary>
    [Fact]
    public async Task Frozen_and_thawed_no_count_ever_dips()
    {
        await using var nodes = await Nodes.Started(2, PresenceNode.Quick with { Lease = TimeSpan.FromSeconds(5), Renewal = TimeSpan.FromSeconds(3) });
        nodes.Join(0, 0, 500);
        nodes.Join(1, 1_000, 500);
        await nodes.AllSee(1_000);
        var (lowest, _) = await nodes.Watch(async () =>
        {
            await Task.Delay(2_500, TestContext.Current.CancellationToken);
            await nodes.Redis.Freeze();
            await nodes.Until(() => nodes.All.All(node => node.People.IsApproximate));
            await Task.Delay(3_200, TestContext.Current.CancellationToken);
            await nodes.Redis.Thaw();
            await nodes.AllSee(1_000);
            await Task.Delay(3_000, TestContext.Current.CancellationToken);
        });
        Assert.Equal(1_000, lowest);
    }

    [Fact]
    public async Task A_room_that_opens_while_it_is_away_says_that_it_does_not_know()
    {
        await using var nodes = await Nodes.Started(1);
        nodes.Join(0, 0, 10);
        await nodes.AllSee(10);
        await nodes.Redis.Kill();
        var late = await nodes.Add();
        late.People.Join(PresenceNode.Somebody(50));
        await nodes.Until(() => late.People.IsApproximate);
        Assert.Equal(1, late.People.People);
        await nodes.Redis.Start();
        await nodes.AllSee(11);
    }
}
