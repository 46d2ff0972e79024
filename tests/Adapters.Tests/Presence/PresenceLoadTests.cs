using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Webinars.Rooms.Presence.Board;

namespace Webinars.Adapters.Tests.Presence;

/// <summary>10,000 people on two nodes: all of them at once, and then quiet. Quiet is measured for so many seconds as PRESENCE_SECONDS says.</summary>
public partial class PresenceLoadTests(ITestOutputHelper output)
{
    private const int People = 10_000;

    private readonly record struct Cost(TimeSpan Ours, double RedisMilliseconds, double InKilobytes, double OutKilobytes, double Scripts);

    [Fact]
    public async Task Ten_thousand_who_come_at_once_are_counted_everywhere_within_seconds()
    {
        await using var nodes = await Nodes.Started(2, new PresenceTimes());
        await nodes.AllSee(0);
        var before = await Costs(nodes);
        var watch = Stopwatch.StartNew();
        Parallel.For(0, 2, node => nodes.Join(node, node * People, People / 2));
        var joined = watch.Elapsed;
        await nodes.AllSee(People, within: 10_000);
        Tell($"storm: {People} joined in {joined.TotalMilliseconds:N0} ms, counted on both nodes after {watch.ElapsedMilliseconds:N0} ms", await Costs(nodes), before, 1);

        var quiet = int.Parse(Environment.GetEnvironmentVariable("PRESENCE_SECONDS") ?? "2", CultureInfo.InvariantCulture);
        before = await Costs(nodes);
        await Task.Delay(TimeSpan.FromSeconds(quiet), TestContext.Current.CancellationToken);
        var after = await Costs(nodes);
        Tell($"quiet for {quiet} s, per second", after, before, quiet);
        Assert.InRange((after.RedisMilliseconds - before.RedisMilliseconds) / quiet, 0, 100);

        watch.Restart();
        Parallel.For(0, 2, node => nodes.Leave(node, node * People, People / 2));
        await nodes.AllSee(0, within: 10_000);
        Tell($"all left, seen on both nodes after {watch.ElapsedMilliseconds:N0} ms", await Costs(nodes), after, 1);
    }

    private void Tell(string what, Cost after, Cost before, double over) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: Redis {(after.RedisMilliseconds - before.RedisMilliseconds) / over:F2} ms in {(after.Scripts - before.Scripts) / over:F1} scripts, in {(after.InKilobytes - before.InKilobytes) / over:F1} kB, out {(after.OutKilobytes - before.OutKilobytes) / over:F1} kB; both nodes and this test {(after.Ours - before.Ours).TotalMilliseconds / over:F0} ms of CPU"));

    private static async Task<Cost> Costs(Nodes nodes)
    {
        var stats = await nodes.Redis.Say("info", "stats") + await nodes.Redis.Say("info", "commandstats");
        double Sum(Regex pattern) => pattern.Matches(stats).Sum(found => double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture));
        return new Cost(Process.GetCurrentProcess().TotalProcessorTime, Sum(Microseconds()) / 1_000, Sum(In()) / 1_000, Sum(Out()) / 1_000, Sum(Scripts()));
    }

    [GeneratedRegex(@"cmdstat_eval(?:sha)?:calls=\d+,usec=(\d+)")]
    private static partial Regex Microseconds();

    [GeneratedRegex(@"cmdstat_eval(?:sha)?:calls=(\d+)")]
    private static partial Regex Scripts();

    [GeneratedRegex(@"total_net_input_bytes:(\d+)")]
    private static partial Regex In();

    [GeneratedRegex(@"total_net_output_bytes:(\d+)")]
    private static partial Regex Out();
}
