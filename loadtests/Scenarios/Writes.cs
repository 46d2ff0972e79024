using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.LoadTests.Attendees;
using Webinars.LoadTests.Measuring;
using Webinars.LoadTests.Reporting;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Scenarios;

/// <summary>How many posts a second one room acknowledges as saved when everybody in it posts again as soon as their receipt is back.</summary>
internal static class Writes
{
    private const int UsualSenders = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        var senders = options.Attendees ?? UsualSenders;
        Console.WriteLine(Machine.Here);
        Console.WriteLine($"writes: {senders} senders, {options.Seconds} s");
        if (options.Nodes is { } nodes)
        {
            await using var cluster = await Programs.StartNodes(nodes);
            using var venue = await NodesVenue.Of(cluster, senders, ct);
            return await Measure(venue.Venue, options, senders, ct);
        }

        await using var server = await ProductServer.Find(options, ct);
        using var api = new WebinarsApi(server.Url);
        return await Measure(await Venue.Of(api, server.Pid, senders, ct), options, senders, ct);
    }

    private static async Task<int> Measure(Venue venue, Options options, int senders, CancellationToken ct)
    {
        await using var crowd = new Crowd([.. Enumerable.Range(0, senders).Select(_ => new Attendee(venue.Resumes, hear: null))]);
        await crowd.Enter(0, venue.Door, ct);

        await Post(crowd, WarmUp, ct);
        var before = CpuSeconds(venue);
        var (acks, refused, took) = await Post(crowd, TimeSpan.FromSeconds(options.Seconds), ct);
        var cores = CpuSeconds(venue).ToDictionary(one => one.Key, one => (one.Value - before[one.Key]) / took.TotalSeconds);

        var perSecond = acks.TotalCount / took.TotalSeconds;
        var (p50, p99) = (FanOutFigures.Ms(acks, 50), FanOutFigures.Ms(acks, 99));
        Console.WriteLine(FormattableString.Invariant($"""
                acknowledged            {perSecond,10:N0} posts/s
                publish to receipt      {p50,10:0.0} ms p50 {p99,10:0.0} ms p99 {FanOutFigures.Ms(acks, 100),10:0.0} ms max
            """));
        foreach (var (name, share) in cores)
        {
            Console.WriteLine(FormattableString.Invariant($"    {name,-10} CPU          {share,10:0.00} cores {share / perSecond * 1e6,10:0} us a post"));
        }

        foreach (var (code, count) in refused)
        {
            Console.WriteLine($"    {count} posts refused: {Refusals.Explain(code)}");
        }

        var json = new JsonObject
        {
            ["scenario"] = options.Scenario,
            ["attendees"] = senders,
            ["seconds"] = options.Seconds,
            ["acked"] = acks.TotalCount,
            ["ackedPerSecond"] = Math.Round(perSecond, 1),
            ["ackP50Ms"] = Math.Round(p50, 2),
            ["ackP99Ms"] = Math.Round(p99, 2),
            ["cores"] = JsonSerializer.SerializeToNode(cores),
            ["refused"] = JsonSerializer.SerializeToNode(refused),
            ["machine"] = JsonSerializer.SerializeToNode(Machine.Here, JsonSerializerOptions.Web),
        };
        await JsonFile.Write(options.Json, json, ct);
        return refused.IsEmpty && acks.TotalCount > 0 ? 0 : 1;
    }

    /// <summary>By process: the servers where they are known, what they need, and this client.</summary>
    private static Dictionary<string, double> CpuSeconds(Venue venue)
    {
        var seconds = venue.Beside.ToDictionary(one => one.Key, one => ProcessUsage.FamilyCpuSeconds(one.Value));
        if (venue.Pids.Count > 0)
        {
            seconds["server"] = venue.Pids.Sum(ProcessUsage.CpuSeconds);
        }

        seconds["client"] = ProcessUsage.CpuSeconds(Environment.ProcessId);
        return seconds;
    }

    private static async Task<(HdrHistogram.HistogramBase Acks, ConcurrentDictionary<string, int> Refused, TimeSpan Took)> Post(
        Crowd crowd, TimeSpan span, CancellationToken ct)
    {
        var acks = Tally.Histogram();
        var refused = new ConcurrentDictionary<string, int>();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(crowd.People.Select(Write)).WaitAsync(ct);
        return (acks, refused, Stopwatch.GetElapsedTime(begun));

        async Task Write(Attendee sender)
        {
            while (Stopwatch.GetElapsedTime(begun) < span && !ct.IsCancellationRequested)
            {
                var sent = Stopwatch.GetTimestamp();
                var answer = await sender.Call("PostMessage", Guid.NewGuid().ToString("N"), "Could you share the slides afterwards?", null);
                if (answer.Refusal is null)
                {
                    acks.RecordValue(Tally.Microseconds(sent, answer.At));
                    continue;
                }

                // One who is refused stops: asking again at once would only measure refusals.
                refused.AddOrUpdate(answer.Refusal, 1, (_, count) => count + 1);
                return;
            }
        }
    }
}
