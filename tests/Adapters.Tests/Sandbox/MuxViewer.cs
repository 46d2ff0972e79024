using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Watches as a player does: the master playlist first, then what it names.</summary>
internal static partial class MuxViewer
{
    /// <summary>Settings of a live stream that needs no tokens.</summary>
    public static readonly object Public = new
    {
        playback_policies = new[] { "public" }, new_asset_settings = new { playback_policies = new[] { "public" } }, reconnect_window = 60,
    };

    public static Task<string> LiveIdAsync(this MuxTestHost mux, string stream) => mux.PlaybackIdAsync($"live-streams/{stream}");

    public static Task<string> AssetIdAsync(this MuxTestHost mux, string asset) => mux.PlaybackIdAsync($"assets/{asset}");

    public static async Task<int> WatchAsync(this MuxTestHost mux, string file, string folder = "stream")
    {
        using var response = await mux.Http.GetAsync($"/sandbox/mux/{folder}/{file}", MuxTestHost.Cancelled);
        return (int)response.StatusCode;
    }

    public static async Task<Media> MediaAsync(this MuxTestHost mux, string id, string? token = null, string? clip = null)
    {
        var master = await mux.Http.GetStringAsync($"/sandbox/mux/stream/{id}.m3u8?{(token is null ? clip : $"token={token}")}", MuxTestHost.Cancelled);
        var text = await mux.Http.GetStringAsync($"/sandbox/mux/stream/{master.TrimEnd().Split('\n')[^1]}", MuxTestHost.Cancelled);
        var lines = SegmentLine().Matches(text);
        return new Media(text, [.. lines.Select(x => int.Parse(x.Groups[1].Value, null))], [.. lines.Select(x => x.Value)], MapLine().Match(text).Groups[1].Value);
    }

    [GeneratedRegex(@"^(\d+)\.m4s.*$", RegexOptions.Multiline)]
    private static partial Regex SegmentLine();

    [GeneratedRegex("URI=\"([^\"]+)\"")]
    private static partial Regex MapLine();
}

/// <param name="Numbers">The segments that are listed.</param>
/// <param name="Files">Their addresses, with what follows the name.</param>
/// <param name="Map">The address of the initialisation segment.</param>
internal sealed record Media(string Text, List<int> Numbers, List<string> Files, string Map);
