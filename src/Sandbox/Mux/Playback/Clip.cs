using System.Globalization;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>An instant clip, cut between segments. Source: Mux's guide "Create instant clips".</summary>
/// <param name="ProgramStart">Wall clock, Unix seconds; as <paramref name="ProgramEnd"/>.</param>
/// <param name="AssetStart">Seconds from the recording's beginning; as <paramref name="AssetEnd"/>.</param>
/// <remarks>
/// A segment belongs to the clip when it <em>starts</em> at or after the start and before the end. The real Mux may add the segment in which the start lies;
/// here nothing from before the start is ever shown, so that a test can tell a leak from a rounding.
/// </remarks>
internal sealed record Clip(double? ProgramStart, double? ProgramEnd, double? AssetStart, double? AssetEnd)
{
    /// <param name="value">The value of a claim or of a query parameter; null or empty when it is absent.</param>
    public static Clip Read(Func<string, string?> value)
    {
        return new Clip(Number("program_start_time"), Number("program_end_time"), Number("asset_start_time"), Number("asset_end_time"));

        double? Number(string name) => Clip.Number(name, value(name));
    }

    /// <returns>Null when it is absent.</returns>
    public static double? Number(string name, string? value) => value is not { Length: > 0 } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0 ? number
        : throw MuxException.Invalid($"{name}: must be a number of seconds");

    public bool Holds(Segment segment)
    {
        var (program, asset) = (Unix(segment.At), segment.Offset.TotalSeconds);
        return !(program < ProgramStart) && !(program >= ProgramEnd) && !(asset < AssetStart) && !(asset >= AssetEnd);
    }

    /// <summary>True when no segment that is still to come can belong to the clip.</summary>
    public bool IsOver(Asset asset, DateTimeOffset now) =>
        asset.CompletedAt is not null || Unix(Timeline.Next(asset, now)) >= ProgramEnd || Timeline.Length(asset, now).TotalSeconds >= AssetEnd;

    private static double Unix(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;
}
