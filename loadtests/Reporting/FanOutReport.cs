using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.LoadTests.Measuring;

namespace Webinars.LoadTests.Reporting;

/// <summary>The figures of a fan-out run for people and for programs.</summary>
internal static class FanOutReport
{
    public static void Print(string server, FanOutFigures figures)
    {
        Console.WriteLine(FormattableString.Invariant($"""
              {server}
                joined in               {figures.JoinSeconds,10:0.00} s
                deliveries/s            {figures.DeliveriesPerSecond,10:N0}
                to each attendee        {figures.FramesPerSecond,10:0.0} frames/s {figures.PulsesPerSecond,9:0.0} pulses/s
                publish to receive      {figures.P50Ms,10:0.0} ms p50 {figures.P99Ms,10:0.0} ms p99 {figures.MaxMs,10:0.0} ms max
                publish to receipt      {figures.AckP50Ms,10:0.0} ms p50 {figures.AckP99Ms,10:0.0} ms p99
                acknowledged            {figures.Acked,10:N0} posts
                lost / doubled          {figures.Lost,10:N0} / {figures.Duplicates:N0}
                resumed                 {figures.Gaps,10:N0} after a gap, {figures.LateFrames:N0} after a pulse
                cut off                 {figures.CutOff,10:N0}
                server CPU              {Known(figures.ServerCpuSecondsPerMillion),10} s per million deliveries (client {figures.ClientCpuSecondsPerMillion:0.0}{string.Concat(figures.BesideCpuSecondsPerMillion.Select(one => FormattableString.Invariant($", {one.Key} {one.Value:0.00}")))})
                server memory           {Known(figures.KbPerAttendee),10} KB per attendee
            """));
        foreach (var (code, count) in figures.Refused)
        {
            Console.WriteLine($"    {count} posts refused: {Refusals.Explain(code)}");
        }
    }

    /// <remarks>docs: the first six members are what other programs rely on.</remarks>
    public static JsonObject Json(Options options, int attendees, FanOutFigures product, FanOutFigures? bare)
    {
        var json = Json(product);
        json["scenario"] = options.Scenario;
        json["attendees"] = attendees;
        json["nodes"] = options.Nodes;
        json["rate"] = options.Rate;
        json["seconds"] = options.Seconds;
        json["machine"] = JsonSerializer.SerializeToNode(Machine.Here, JsonSerializerOptions.Web);
        if (bare is not null)
        {
            json["bare"] = Json(bare);
        }

        return json;
    }

    private static JsonObject Json(FanOutFigures figures) => new()
    {
        ["deliveriesPerSecond"] = Rounded(figures.DeliveriesPerSecond),
        ["p50Ms"] = Rounded(figures.P50Ms),
        ["p99Ms"] = Rounded(figures.P99Ms),
        ["lost"] = figures.Lost,
        ["serverCpuSecondsPerMillion"] = Rounded(figures.ServerCpuSecondsPerMillion),
        ["kbPerAttendee"] = Rounded(figures.KbPerAttendee),
        ["maxMs"] = Rounded(figures.MaxMs),
        ["acked"] = figures.Acked,
        ["ackP50Ms"] = Rounded(figures.AckP50Ms),
        ["ackP99Ms"] = Rounded(figures.AckP99Ms),
        ["duplicates"] = figures.Duplicates,
        ["resumedAfterGap"] = figures.Gaps,
        ["resumedAfterPulse"] = figures.LateFrames,
        ["cutOff"] = figures.CutOff,
        ["framesPerSecond"] = Rounded(figures.FramesPerSecond),
        ["pulsesPerSecond"] = Rounded(figures.PulsesPerSecond),
        ["joinSeconds"] = Rounded(figures.JoinSeconds),
        ["clientCpuSecondsPerMillion"] = Rounded(figures.ClientCpuSecondsPerMillion),
        ["besideCpuSecondsPerMillion"] = JsonSerializer.SerializeToNode(figures.BesideCpuSecondsPerMillion.ToDictionary(one => one.Key, one => Rounded(one.Value))),
        ["refused"] = JsonSerializer.SerializeToNode(figures.Refused),
    };

    private static double? Rounded(double? number) => number is { } known ? Math.Round(known, 2) : null;

    private static string Known(double? number) => number is { } known ? FormattableString.Invariant($"{known:0.0}") : "not known";
}
