using System.Diagnostics;
using System.Text.Json.Nodes;
using Webinars.LoadTests.Attendees;
using Webinars.LoadTests.Measuring;
using Webinars.LoadTests.Reporting;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Scenarios;

/// <summary>What one who stays is told about the number of viewers while a node is killed: once nobody of it comes back, and once all come at once to the others.</summary>
internal static class Presence
{
    private const int UsualAttendees = 10_000;
    private const int UsualNodes = 2;

    /// <summary>Longer than a lease, and than the pauses of a node that has to be started.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Over a lease: what the dead node has left must not be taken down twice.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(60);

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        var (attendees, nodes) = (options.Attendees ?? UsualAttendees, options.Nodes ?? UsualNodes);
        Console.WriteLine($"{Machine.Here}; load average {Machine.Load}");
        Console.WriteLine(FormattableString.Invariant($"presence: {attendees} attendees on {nodes} nodes"));
        await using var cluster = await Programs.StartNodes(nodes);
        using var venue = await NodesVenue.Of(cluster, attendees, ct);
        var last = cluster.Nodes[^1];
        var ofLast = Enumerable.Range(0, attendees).Where(n => n % nodes == nodes - 1).ToArray();
        var others = Enumerable.Range(0, attendees).Except(ofLast).ToArray();
        var seen = new Viewers();
        await using var staying = new Crowd([.. others.Select(n => new Attendee(true, null, n == 0 ? seen.Take : null))]);
        var json = new JsonObject { ["scenario"] = options.Scenario, ["attendees"] = attendees, ["nodes"] = nodes };

        // Sockets of the dead are given back before there are new ones: this process may have too few for both.
        var first = OfLast();
        await Measure("join", attendees, TimeSpan.Zero, () => Task.WhenAll(staying.Enter(0, (i, token) => venue.Venue.Door(others[i], token), ct), first.Enter(0, Usual, ct)));
        await Measure("killed, nobody comes back", attendees - ofLast.Length, TimeSpan.Zero, last.Kill);
        await first.DisposeAsync();
        await cluster.Start(last);
        var second = OfLast();
        await Measure("started, they come to it", attendees, TimeSpan.Zero, () => second.Enter(0, Usual, ct));
        await using var third = OfLast();
        await Measure("killed, all come to the others", attendees, Aftermath, async () =>
        {
            await last.Kill();
            await second.DisposeAsync();
            await third.Enter(0, (i, token) => venue.Door(ofLast[i], nodes - 1, token), ct);
        });
        await JsonFile.Write(options.Json, json, ct);
        return staying.People.Any(one => one.IsCutOff) ? 1 : 0;

        Crowd OfLast() => new([.. ofLast.Select(_ => new Attendee(true, null))]);

        Task<Uri> Usual(int i, CancellationToken token) => venue.Venue.Door(ofLast[i], token);

        async Task Measure(string what, int right, TimeSpan after, Func<Task> happens)
        {
            var (before, begun) = (Used(), Stopwatch.GetTimestamp());
            seen.Begin();
            await happens();
            var done = Stopwatch.GetElapsedTime(begun);
            await seen.Until(right, Patience, ct);
            var took = Stopwatch.GetElapsedTime(begun, Math.Max(begun, seen.Since));
            var used = Used().Zip(before, (now, then) => now - then).ToArray();
            var (atLeast, atMost) = (seen.Lowest, seen.Highest);
            await Task.Delay(after, ct);
            Console.WriteLine(FormattableString.Invariant($"""
                  {what}
                    done after              {done.TotalSeconds,10:0.00} s
                    {right,6} viewers since   {took.TotalSeconds,10:0.00} s
                    seen meanwhile          {atLeast,10} to {atMost}{(after > TimeSpan.Zero ? $", in {after.TotalSeconds} s after it {seen.Lowest} to {seen.Highest} over all, {seen.Now} at the end" : "")}
                    approximate             {(seen.WasApproximate ? "was said" : "never"),10}
                    CPU                     {used[0],10:0.00} s Redis, {used[1]:0.00} s PostgreSQL, {used[2]:0.00} s of a node that stays
                    its memory              {ProcessUsage.ResidentKb(cluster.Nodes[0].ProcessId) / 1024,10:0} MB
                """));
            json[what] = new JsonObject
            {
                ["doneSeconds"] = Math.Round(done.TotalSeconds, 2),
                ["rightSeconds"] = Math.Round(took.TotalSeconds, 2),
                ["lowest"] = seen.Lowest,
                ["highest"] = seen.Highest,
                ["atTheEnd"] = seen.Now,
                ["approximate"] = seen.WasApproximate,
                ["redisCpuSeconds"] = Math.Round(used[0], 2),
                ["postgresCpuSeconds"] = Math.Round(used[1], 2),
            };
        }

        double[] Used() => [ProcessUsage.CpuSeconds(cluster.Redis.ProcessId), ProcessUsage.FamilyCpuSeconds(cluster.Postgres.ProcessId), ProcessUsage.CpuSeconds(cluster.Nodes[0].ProcessId)];
    }
}
