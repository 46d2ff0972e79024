using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.LoadTests.Attendees;
using Webinars.LoadTests.Measuring;
using Webinars.LoadTests.Reporting;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Scenarios;

/// <summary>What it costs to come into a room in which a lot was said: from the socket's first byte to the snapshot, and what those who are in already are sent.</summary>
internal static class Join
{
    private const int UsualJoiners = 500;
    private const int Speakers = 50;
    private const int Messages = 10_000;
    private const int Questions = 500;
    private const int AtOnce = 32;

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        var joiners = options.Attendees ?? UsualJoiners;
        Console.WriteLine(Machine.Here);
        Console.WriteLine($"join: {joiners} people, {Messages:N0} messages, {Questions} questions");
        await using var server = await ProductServer.Find(options, ct);
        using var api = new WebinarsApi(server.Url);
        var venue = await Venue.Of(api, server.Pid, Speakers + joiners, ct);
        await using var speakers = new Crowd([.. Enumerable.Range(0, Speakers).Select(_ => new Attendee(venue.Resumes, Listens))]);
        await speakers.Enter(0, venue.Door, ct);
        await Each(Messages, i => Say(speakers.People[i % Speakers], "PostMessage", $"Message number {i}: could you share the slides afterwards?", null));
        await Each(Questions, i => Say(speakers.People[i % Speakers], "AskQuestion", $"Question number {i}: which of the two would you take?", false));
        await Task.Delay(TimeSpan.FromSeconds(2), ct);

        // A ticket is an HTTP call, and not what is measured here.
        var doors = new Uri[joiners];
        await Parallel.ForAsync(0, joiners, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, token) => doors[i] = await venue.Door(Speakers + i, token));
        await using var crowd = new Crowd([.. Enumerable.Range(0, joiners).Select(_ => new Attendee(venue.Resumes, Listens))]);
        var entered = Tally.Histogram();
        var (cpu, sentBefore, begun) = (Cpu(server), speakers.People.Average(one => one.Bytes), Stopwatch.GetTimestamp());
        await Parallel.ForAsync(0, joiners, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, token) =>
        {
            var knocked = Stopwatch.GetTimestamp();
            await crowd.People[i].Enter(doors[i], token);
            entered.RecordValue(Tally.Microseconds(knocked, Stopwatch.GetTimestamp()));
        });
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var (cpuMs, toOthers) = ((Cpu(server) - cpu) * 1_000 / joiners, speakers.People.Average(one => one.Bytes) - sentBefore);

        var (p50, p99, bytes) = (FanOutFigures.Ms(entered, 50), FanOutFigures.Ms(entered, 99), crowd.People.Average(one => one.Bytes));
        Console.WriteLine(FormattableString.Invariant($"""
                all in                  {took,10:0.00} s
                connect to snapshot     {p50,10:0.0} ms p50 {p99,10:0.0} ms p99 {FanOutFigures.Ms(entered, 100),10:0.0} ms max
                sent to each            {bytes / 1024,10:0.0} KB; to each who was there {toOthers / 1024:0.00} KB
                server CPU              {(cpuMs is { } known ? $"{known:0.00}" : "not known"),10} ms a join
            """));
        var json = new JsonObject
        {
            ["scenario"] = options.Scenario,
            ["attendees"] = joiners,
            ["joinSeconds"] = Math.Round(took, 2),
            ["p50Ms"] = Math.Round(p50, 2),
            ["p99Ms"] = Math.Round(p99, 2),
            ["bytesPerJoin"] = Math.Round(bytes),
            ["bytesPerPersonThere"] = Math.Round(toOthers),
            ["serverCpuMsPerJoin"] = cpuMs is { } ms ? Math.Round(ms, 3) : null,
            ["machine"] = JsonSerializer.SerializeToNode(Machine.Here, JsonSerializerOptions.Web),
        };
        await JsonFile.Write(options.Json, json, ct);
        return crowd.People.Any(one => one.IsCutOff) ? 1 : 0;

        Task Each(int count, Func<int, Task> act) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 200, CancellationToken = ct }, async (i, _) => await act(i));
    }

    private static void Listens(HubRecord record, ReadOnlySpan<byte> json, long at, bool repaired)
    {
    }

    private static double? Cpu(ProductServer server) => server.Pid is { } pid ? ProcessUsage.CpuSeconds(pid) : null;

    private static async Task Say(Attendee speaker, string method, params object?[] arguments)
    {
        var answer = await speaker.Call(method, [Guid.NewGuid().ToString("N"), .. arguments]);
        if (answer.Refusal is { } code)
        {
            throw new RunFailedException($"{method}: {Refusals.Explain(code)}");
        }
    }
}
