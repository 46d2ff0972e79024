using System.Diagnostics;
using Webinars.Servers;

namespace Webinars.Web.Tests.Nodes;

/// <summary>Everything that several nodes stand on is killed, cut and frozen while people talk. WEBINARS_LONG=1: two and three nodes, 200 people, five minutes each.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("WEBINARS_LONG") == "1";

    /// <summary>Of a sender, for whatever the fault. Twice as long where other tests run beside it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(Long ? 5 : 10);

    public static TheoryData<int> Nodes => Long ? [2, 3] : [2];

    [Theory]
    [MemberData(nameof(Nodes))]
    public async Task Whatever_dies_nothing_acknowledged_is_lost_or_doubled_and_everybody_sees_the_same(int nodes)
    {
        await using var cluster = await Cluster.Started(new ClusterOptions { Nodes = nodes, Settings = Gathering.Settings });
        await using var room = await Gathering.Of(cluster, Long ? 200 : 80);
        room.Talk(every: TimeSpan.FromSeconds(4));
        for (var round = 0; round < (Long ? 4 : 1); round++)
        {
            await Fault(room, "a node is killed", () => cluster.Nodes[0].Kill(), 3, () => cluster.Start(cluster.Nodes[0]));
            await Fault(room, "Redis is killed, and comes back empty", cluster.Redis.Kill, 4, cluster.Redis.Start);
            await Fault(room, "subscribers are cut", cluster.Redis.CutSubscribers, 1, cluster.Redis.CutSubscribers);
            await Fault(room, "a node is frozen", cluster.Nodes[1].Freeze, 10, cluster.Nodes[1].Thaw);
            await Fault(room, "PostgreSQL crashes", cluster.Postgres.Kill, 1, cluster.Postgres.Start, isStore: true);
            await Fault(room, "the last node is killed", () => cluster.Nodes[^1].Kill(), 3, () => cluster.Start(cluster.Nodes[^1]));
        }

        await room.Hush();
        await room.AllIsWell();
        output.WriteLine($"{room.Acknowledged.Count()} acknowledged, 0 lost, 0 doubled; {room.People.Sum(one => one.Gaps.Count) - room.People.Count} reconnects");
        Assert.Empty(room.People.SelectMany(one => one.Errors));
    }

    /// <summary>It happens, lasts, ends; and all is well for a while.</summary>
    /// <param name="isStore">Nothing can be acknowledged while it is away: that time counts for nobody.</param>
    private async Task Fault(Gathering room, string what, Func<Task> begin, int seconds, Func<Task> end, bool isStore = false)
    {
        var calm = TimeSpan.FromSeconds(Long ? 5 : 2);
        await Task.Delay(calm);
        Array.ForEach([.. room.People], one => one.Waits.Clear());
        var began = Stopwatch.GetTimestamp();
        await begin();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        await end();
        var away = isStore ? Stopwatch.GetElapsedTime(began) : TimeSpan.Zero;
        await Task.Delay(calm);
        var waits = room.People.SelectMany(one => one.Waits).Order().ToList();
        output.WriteLine($"{what}: {waits.Count} said, waited p50 {waits[waits.Count / 2].TotalMilliseconds:0} ms, at most {waits[^1].TotalMilliseconds:0} ms{(isStore ? $", of which it was away {away.TotalMilliseconds:0}" : "")}");
        Assert.True(waits[^1] < LongestWait + away, $"{what}: somebody waited {waits[^1].TotalSeconds:0.0} s.");
    }
}
