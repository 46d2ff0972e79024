using Webinars.LoadTests.Measuring;
using Webinars.LoadTests.Reporting;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Scenarios;

/// <summary>How fast, and at what cost, one webinar's chat reaches everybody in it; and that all of it does.</summary>
internal static class FanOut
{
    private const int UsualAttendees = 1_000;
    private const int QuietAttendees = 5_000;

    /// <summary>With others to compare with, all take turns: the machine's pace changes meanwhile.</summary>
    private const int Turns = 2;

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        var attendees = options.Attendees ?? (options.Scenario == "quiet" ? QuietAttendees : UsualAttendees);
        Console.WriteLine($"{Machine.Here}; load average {Machine.Load}");
        Console.WriteLine(FormattableString.Invariant($"{options.Scenario}: {attendees} attendees, {options.Rate} messages/s, {options.Seconds} s{(options.Nodes is { } nodes ? $", {nodes} nodes" : "")}"));

        (string Name, Func<Task<Round>> Measure)[] servers =
        [
            ("product", () => Product(options, attendees, ct)),
            .. options.Compare.Select(name => (name, (Func<Task<Round>>)(() => Bare(name, options, attendees, ct)))),
        ];
        var rounds = servers.ToDictionary(server => server.Name, _ => new List<Round>());
        for (var turn = 0; turn < (servers.Length > 1 ? Turns : 1); turn++)
        {
            foreach (var (name, measure) in servers)
            {
                rounds[name].Add(await measure());
            }
        }

        var figures = rounds.ToDictionary(server => server.Key, server => FanOutFigures.Of(server.Value, options.Seconds));
        foreach (var (name, shown) in figures)
        {
            FanOutReport.Print(name, shown);
        }

        figures.Remove("product", out var product);
        await JsonFile.Write(options.Json, FanOutReport.Json(options, attendees, product!, figures), ct);
        var broken = options.Thresholds.Broken(product!, figures).ToArray();
        Array.ForEach(broken, one => Console.WriteLine($"  NOT HELD  {one}"));
        return product!.IsWhole && broken.Length == 0 ? 0 : 1;
    }

    private static async Task<Round> Product(Options options, int attendees, CancellationToken ct)
    {
        if (options.Nodes is { } nodes)
        {
            await using var cluster = await Programs.StartNodes(nodes);
            using var venue = await NodesVenue.Of(cluster, attendees, ct);
            return await new FanOutRun(venue.Venue, attendees, options.Rate, options.Seconds).Measure(ct);
        }

        if (options.Tickets is { } tickets)
        {
            return await new FanOutRun(await Venue.Of(options.Url!, tickets, options.Pid, attendees, ct), attendees, options.Rate, options.Seconds).Measure(ct);
        }

        await using var server = await ProductServer.Find(options, ct);
        using var api = new WebinarsApi(server.Url);
        return await new FanOutRun(await Venue.Of(api, server.Pid, attendees, ct), attendees, options.Rate, options.Seconds).Measure(ct);
    }

    private static async Task<Round> Bare(string name, Options options, int attendees, CancellationToken ct)
    {
        await using var server = await Programs.StartBare(name, ct);
        return await new FanOutRun(Venue.Of(server), attendees, options.Rate, options.Seconds).Measure(ct);
    }
}
