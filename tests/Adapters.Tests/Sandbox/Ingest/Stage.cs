using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Webinars.Sandbox.Mux.Ingest;

namespace Webinars.Adapters.Tests.Sandbox.Ingest;

/// <summary>What tests of real encoders ask of a sandbox.</summary>
internal static class Stage
{
    public static string Server(this MuxTestHost mux) => mux.Settings["Mux:IngestUrl"];

    public static void NeedFfmpeg() => Assert.SkipUnless(Webinars.Sandbox.Mux.Ingest.Ffmpeg.Find("ffmpeg") is not null && Webinars.Sandbox.Mux.Ingest.Ffmpeg.Find("ffprobe") is not null, "There is no ffmpeg here.");

    public static async Task<(string Id, string Key)> StreamAsync(this MuxTestHost mux, double window = 60, string policy = "signed")
    {
        var stream = await mux.CreateStreamAsync(new
        {
            playback_policies = new[] { policy }, new_asset_settings = new { playback_policies = new[] { policy } }, reconnect_window = window,
        });
        return (stream.Text("id"), stream.Text("stream_key"));
    }

    public static async Task<JsonElement> OnlyAssetAsync(this MuxTestHost mux)
    {
        var assets = await mux.SendAsync(HttpMethod.Get, "video/v1/assets");
        return Assert.Single(assets.EnumerateArray());
    }

    /// <summary>The address at which an asset (or a live stream) is watched.</summary>
    public static string Address(this MuxTestHost mux, string playback, params (string Name, object Value)[] claims) =>
        $"{mux.Options.Url}/sandbox/mux/stream/{playback}.m3u8?token={mux.Token(playback, "v", claims)}";

    public static async Task SegmentsAsync(this MuxTestHost mux, string streamId, int count)
    {
        var playback = await mux.LiveIdAsync(streamId);
        await MuxTestHost.UntilAsync(
            async () => await mux.StatusAsync(streamId) == "active" && (await mux.MediaAsync(playback, mux.Token(playback))).Numbers.LastOrDefault() >= count - 1,
            $"{count} segments");
    }

    /// <summary>What works when no real encoder can come: the switch, and the canned loop.</summary>
    public static async Task BroadcastByTheSwitch(this MuxTestHost mux)
    {
        var (stream, _) = await mux.StreamAsync();
        await mux.EncoderAsync(stream, on: true);
        await mux.SegmentsAsync(stream, 2);
    }

    /// <summary>Segment lengths and wall-clock times as a playlist says them.</summary>
    public static List<(DateTimeOffset At, double Seconds)> Times(this Media media) => [.. media.Text.Split("#EXT-X-PROGRAM-DATE-TIME:").Skip(1)
        .Select(x => (DateTimeOffset.Parse(x[..24], CultureInfo.InvariantCulture), double.Parse(x.Split("#EXTINF:")[1].Split(',')[0], CultureInfo.InvariantCulture)))];

    /// <summary>Ids of processes that work in the sandbox's folder.</summary>
    /// <param name="once">Those that did once: the dead among them count until somebody has buried them.</param>
    public static List<string> Left(this MuxTestHost mux, IReadOnlyCollection<string>? once = null)
    {
        var found = new List<string>();
        foreach (var process in Directory.GetDirectories("/proc").Where(x => int.TryParse(Path.GetFileName(x), out _)))
        {
            try
            {
                var id = Path.GetFileName(process);
                if (once?.Contains(id) is true || new FileInfo($"{process}/cwd").LinkTarget?.StartsWith(mux.Options.Folder, StringComparison.Ordinal) is true)
                {
                    found.Add(id);
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is somebody else's.
            }
        }

        return found;
    }
}
