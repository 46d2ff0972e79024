using System.Diagnostics;
using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox.Ingest;

/// <summary>What ffprobe, which is no part of the sandbox, finds at an address.</summary>
internal sealed record Probe(List<string> Codecs, double Duration)
{
    public static async Task<Probe> ReadAsync(string url)
    {
        var start = new ProcessStartInfo("ffprobe", ["-v", "error", "-of", "json", "-show_entries", "stream=codec_name:format=duration", url]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var json = JsonElement.Parse(await process.StandardOutput.ReadToEndAsync(MuxTestHost.Cancelled));
        await process.WaitForExitAsync(MuxTestHost.Cancelled);
        var codecs = json.GetProperty("streams").EnumerateArray().Select(x => x.Text("codec_name")).Distinct().Order().ToList();
        var known = json.GetProperty("format").TryGetProperty("duration", out var duration);
        return new Probe(codecs, known ? double.Parse(duration.GetString()!, null) : 0);
    }

    /// <summary>ffmpeg decodes all of it; what it complains of.</summary>
    public static async Task<string> PlayAsync(string url)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", "-i", url, "-f", "null", "-"]) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync(MuxTestHost.Cancelled);
        await process.WaitForExitAsync(MuxTestHost.Cancelled);
        return said;
    }
}
