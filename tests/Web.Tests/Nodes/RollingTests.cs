using Webinars.Servers;

namespace Webinars.Web.Tests.Nodes;

/// <summary>Every node is restarted, one after the other, while people talk.</summary>
public sealed class RollingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nobody_loses_anything_or_sees_an_error_while_all_nodes_are_restarted()
    {
        await using var cluster = await Cluster.Started(new ClusterOptions { Settings = Gathering.Settings });
        await using var room = await Gathering.Of(cluster, 80);
        room.Talk(every: TimeSpan.FromSeconds(2));
        await cluster.Roll();
        await room.Hush();
        await room.AllIsWell();

        var gaps = room.People.SelectMany(one => one.Gaps.Skip(1)).Order().ToList();
        var waits = room.People.SelectMany(one => one.Waits).Order().ToList();
        output.WriteLine($"{room.Acknowledged.Count()} acknowledged, 0 lost, 0 doubled; {gaps.Count} moves, without a line p99 {At(gaps, 0.99):0} ms, at most {At(gaps, 1):0} ms; receipts p99 {At(waits, 0.99):0} ms, at most {At(waits, 1):0} ms");
        Assert.Empty(room.People.SelectMany(one => one.Errors));
        Assert.All(room.People, one => Assert.True(one.Gaps.Count > 1, "Somebody was on no node that was restarted."));
        Assert.True(At(gaps, 0.99) < 3_000, $"Without a line for {At(gaps, 0.99)} ms.");
    }

    private static double At(List<TimeSpan> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1].TotalMilliseconds;
}
