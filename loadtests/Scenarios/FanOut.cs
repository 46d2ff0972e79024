using Webinars.LoadTests.Measuring;
using Webinars.LoadTests.Reporting;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Scenarios;

/// <summary>How fast, and at what cost, one webinar's chat reaches everybody in it; and that all of it does.</summary>
internal static class FanOut
{
    private const int UsualAttendees = 1_000;

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        var attendees = options.Attendees ?? UsualAttendees;
        Console.WriteLine($"{Machine.Here}; load average {Machine.Load}");
        Console.WriteLine(FormattableString.Invariant($"fan-out: {attendees} attendees, {options.Rate} messages/s, {options.Seconds} s{(options.Nodes is { } nodes ? $", {nodes} nodes" : "")}"));

        var product = await Product(options, attendees, ct);
        FanOutReport.Print("product", product);
        var bare = options.CompareBare ? await Bare(options, attendees, ct) : null;
        if (bare is not null)
        {
            FanOutReport.Print("bare SignalR", bare);
        }

        await JsonFile.Write(options.Json, FanOutReport.Json(options, attendees, product, bare), ct);
        return product.IsWhole ? 0 : 1;
    }

    private static async Task<FanOutFigures> Product(Options options, int attendees, CancellationToken ct)
    {
        if (options.Nodes is { } nodes)
        {
            await using var cluster = await Programs.StartNodes(nodes);
            using var venue = await NodesVenue.Of(cluster, attendees, ct);
            return await new FanOutRun(venue.Venue, attendees, options.Rate, options.Seconds).Measure(ct);
        }

        await using var server = await ProductServer.Find(options, ct);
        using var api = new WebinarsApi(server.Url);
        return await new FanOutRun(await Venue.Of(api, server.Pid, attendees, ct), attendees, options.Rate, options.Seconds).Measure(ct);
    }

    private static async Task<FanOutFigures> Bare(Options options, int attendees, CancellationToken ct)
    {
        await using var server = await Programs.StartBare(ct);
        return await new FanOutRun(Venue.Of(server), attendees, options.Rate, options.Seconds).Measure(ct);
    }
}
