using Webinars.Servers;

namespace Webinars.Web.Tests.Nodes;

/// <summary>Everything that several nodes stand on is killed, cut and frozen while people talk. WEBINARS_LONG=1: three nodes, 200 people, five minutes.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("WEBINARS_LONG") == "1";

    /// <summary>Of a sender, for whatever the fault; also while the database crashes, its second away and its recovery counted. The short run has more time: it runs on a busy machine, beside other tests.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(Long ? 5 : 10);

    [Fact]
    public async Task Whatever_dies_nothing_acknowledged_is_lost_or_doubled_and_everybody_sees_the_same()
    {
        await using var cluster = await Cluster.Started(new ClusterOptions { Nodes = Long ? 3 : 2, Settings = Gathering.Settings });
        await using var room = await Gathering.Of(cluster, Long ? 200 : 80);
        room.Talk(every: TimeSpan.FromSeconds(4));
        for (var round = 0; round < (Long ? 6 : 1); round++)
        {
            await Fault(room, "a node is killed", () => cluster.Nodes[0].Kill(), 3, () => cluster.Start(cluster.Nodes[0]));
            await Fault(room, "Redis is killed, and comes back empty", cluster.Redis.Kill, 4, cluster.Redis.Start);
            await Fault(room, "subscribers are cut", cluster.Redis.CutSubscribers, 1, cluster.Redis.CutSubscribers);
            await Fault(room, "a node is frozen", cluster.Nodes[1].Freeze, 10, cluster.Nodes[1].Thaw);
            await Fault(room, "PostgreSQL crashes", cluster.Postgres.Kill, 1, cluster.Postgres.Start);
            await Fault(room, "the last node is killed", () => cluster.Nodes[^1].Kill(), 3, () => cluster.Start(cluster.Nodes[^1]));
        }

        await room.Hush();
        await room.AllIsWell();
        output.WriteLine($"{room.Acknowledged.Count()} acknowledged, 0 lost, 0 doubled; {room.People.Sum(one => one.Gaps.Count) - room.People.Count} reconnects");
        Assert.Empty(room.People.SelectMany(one => one.Errors));
    }

    /// <summary>It happens, lasts, ends; and all is well for a while.</summary>
    private async Task Fault(Gathering room, string what, Func<Task> begin, int seconds, Func<Task> end)
    {
        var calm = TimeSpan.FromSeconds(Long ? 5 : 2);
        await Task.Delay(calm);
        Array.ForEach([.. room.People], one => one.Waits.Clear());
        await begin();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        await end();
        await Task.Delay(calm);
        var waits = room.People.SelectMany(one => one.Waits).Order().ToList();
        output.WriteLine($"{what}: {waits.Count} said, waited p50 {waits[waits.Count / 2].TotalMilliseconds:0} ms, at most {waits[^1].TotalMilliseconds:0} ms");
        Assert.True(waits[^1] < LongestWait, $"{what}: somebody waited {waits[^1].TotalSeconds:0.0} s.");
    }
}
