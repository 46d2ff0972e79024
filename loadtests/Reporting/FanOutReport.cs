using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Webinars.LoadTests.Measuring;

namespace Webinars.LoadTests.Reporting;

/// <summary>The figures of a fan-out run for people and for programs.</summary>
internal static class FanOutReport
{
    private static readonly JsonSerializerOptions TwoDecimals = new(JsonSerializerOptions.Web) { Converters = { new Rounded() } };

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
                resumed                 {figures.ResumedAfterGap,10:N0} after a gap, {figures.ResumedAfterPulse:N0} after a pulse
                cut off                 {figures.CutOff,10:N0}
                server CPU              {Known(figures.ServerCpuSecondsPerMillion),10} s per million deliveries (client {figures.ClientCpuSecondsPerMillion:0.00}, {figures.ClientCpuMicrosecondsPerFrame:0.0} µs a frame{string.Concat(figures.BesideCpuSecondsPerMillion.Select(one => FormattableString.Invariant($", {one.Key} {one.Value:0.00}")))})
                server memory           {Known(figures.KbPerAttendee),10} KB per attendee
            """));
        foreach (var (code, count) in figures.Refused)
        {
            Console.WriteLine($"    {count} posts refused: {Refusals.Explain(code)}");
        }
    }

    /// <summary>The product's figures, and under the names of the others theirs.</summary>
    public static JsonObject Json(Options options, int attendees, FanOutFigures product, IReadOnlyDictionary<string, FanOutFigures> compared)
    {
        var json = Json(product);
        json["scenario"] = options.Scenario;
        json["attendees"] = attendees;
        json["nodes"] = options.Nodes;
        json["rate"] = options.Rate;
        json["seconds"] = options.Seconds;
        json["machine"] = JsonSerializer.SerializeToNode(Machine.Here, JsonSerializerOptions.Web);
        foreach (var (name, figures) in compared)
        {
            json[name] = Json(figures);
        }

        return json;
    }

    private static JsonObject Json(FanOutFigures figures) => JsonSerializer.SerializeToNode(figures, TwoDecimals)!.AsObject();

    private sealed class Rounded : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(Math.Round(value, 2));
    }

    private static string Known(double? number) => number is { } known ? FormattableString.Invariant($"{known:0.00}") : "not known";
}
