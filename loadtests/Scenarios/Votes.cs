using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.LoadTests.Attendees;
using Webinars.LoadTests.Measuring;
using Webinars.LoadTests.Reporting;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Scenarios;

/// <summary>What it costs when everybody votes while the host talks on: votes are hidden from others, so that each voter is served apart and the rest hears totals.</summary>
internal static class Votes
{
    private const int UsualAttendees = 1_000;
    private const int Given = 5_000;
    private const int Questions = 20;
    private static readonly TimeSpan LastPulse = TimeSpan.FromSeconds(2);

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        var attendees = Math.Max(2, options.Attendees ?? UsualAttendees);
        Console.WriteLine(Machine.Here);
        Console.WriteLine($"votes: {attendees} attendees, {Given:N0} votes in {options.Seconds} s");
        await using var server = await ProductServer.Find(options, ct);
        using var api = new WebinarsApi(server.Url);
        var venue = await Venue.Of(api, server.Pid, attendees, ct);
        await using var crowd = new Crowd([.. Enumerable.Range(0, attendees).Select(_ => new Attendee(venue.Resumes, Listens))]);
        await crowd.Enter(0, venue.Door, ct);
        var questions = new long[Questions];
        for (var i = 0; i < Questions; i++)
        {
            questions[i] = (await crowd.People[0].Call("AskQuestion", Guid.NewGuid().ToString("N"), $"Question number {i}?", false)).Position;
        }

        await Task.Delay(LastPulse, ct);
        var acks = Tally.Histogram();
        var refused = new ConcurrentDictionary<string, int>();
        var answers = new Task[Given];
        var before = crowd.People.Select(one => (one.Frames, one.Pulses, one.Bytes)).ToArray();
        var (cpu, begun) = (Cpu(server), Stopwatch.GetTimestamp());
        var chat = Chat();
        await OpenLoop.Run(Given, (double)Given / options.Seconds, (i, due) => answers[i] = Vote(i, due), ct);
        await Task.WhenAll([.. answers, chat]).WaitAsync(ct);
        await Task.Delay(LastPulse, ct);
        cpu = Cpu(server) - cpu;
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;

        var frames = Each(one => one.Frames) - before.Average(one => one.Frames);
        var pulses = Each(one => one.Pulses) - before.Average(one => one.Pulses);
        var bytes = Each(one => one.Bytes) - before.Average(one => one.Bytes);
        var gaps = crowd.People.Sum(one => one.Gaps + one.LateFrames);
        var (p50, p99) = (FanOutFigures.Ms(acks, 50), FanOutFigures.Ms(acks, 99));
        Console.WriteLine(FormattableString.Invariant($"""
                vote to receipt         {p50,10:0.0} ms p50 {p99,10:0.0} ms p99 {FanOutFigures.Ms(acks, 100),10:0.0} ms max
                to each attendee        {frames,10:0.0} frames {pulses,10:0.0} pulses {bytes / 1024,10:0.0} KB, receipts too
                resumed                 {gaps,10:N0}
                server CPU              {(cpu is { } known ? $"{known:0.00} s, {known / took:0.00} cores" : "not known")}
            """));
        foreach (var (code, count) in refused)
        {
            Console.WriteLine($"    {count} votes refused: {Refusals.Explain(code)}");
        }

        var json = new JsonObject
        {
            ["scenario"] = options.Scenario,
            ["attendees"] = attendees,
            ["seconds"] = options.Seconds,
            ["ackP50Ms"] = Math.Round(p50, 2),
            ["ackP99Ms"] = Math.Round(p99, 2),
            ["framesPerAttendee"] = Math.Round(frames, 2),
            ["pulsesPerAttendee"] = Math.Round(pulses, 2),
            ["bytesPerAttendee"] = Math.Round(bytes),
            ["resumed"] = gaps,
            ["serverCpuSeconds"] = cpu is { } seconds ? Math.Round(seconds, 2) : null,
            ["refused"] = JsonSerializer.SerializeToNode(refused),
            ["machine"] = JsonSerializer.SerializeToNode(Machine.Here, JsonSerializerOptions.Web),
        };
        await JsonFile.Write(options.Json, json, ct);
        return refused.IsEmpty ? 0 : 1;

        // One message a second goes to all, who stand at different positions by then.
        async Task Chat()
        {
            for (var i = 0; i < options.Seconds; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
                await crowd.People[0].Call("PostMessage", Guid.NewGuid().ToString("N"), "Please vote for what you want to hear.", null);
            }
        }

        // Everybody but the asker, one question after the other; once through all of them they take it back, so that each vote changes something.
        async Task Vote(int i, long due)
        {
            var (turn, voter) = Math.DivRem(i, attendees - 1);
            var answer = await crowd.People[1 + voter].Call("Vote", Guid.NewGuid().ToString("N"), questions[turn % Questions], turn / Questions % 2 == 0);
            if (answer.Refusal is { } code)
            {
                refused.AddOrUpdate(code, 1, (_, count) => count + 1);
            }
            else
            {
                acks.RecordValue(Tally.Microseconds(due, answer.At));
            }
        }

        double Each(Func<Attendee, double> figure) => crowd.People.Average(figure);
    }

    private static void Listens(HubRecord record, ReadOnlySpan<byte> json, long at, bool repaired)
    {
    }

    private static double? Cpu(ProductServer server) => server.Pid is { } pid ? ProcessUsage.CpuSeconds(pid) : null;
}
