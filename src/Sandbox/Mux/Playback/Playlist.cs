using System.Globalization;
using System.Text;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>HLS playlists (RFC 8216) of the canned picture.</summary>
internal static class Playlist
{
    public static string Master(string media) => $"""
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-STREAM-INF:BANDWIDTH=150000,AVERAGE-BANDWIDTH=110000,RESOLUTION=1280x720,FRAME-RATE=24.000,CODECS="avc1.4d401f,mp4a.40.2"
        {media}

        """;

    /// <param name="query">What follows a file's name: a signed playback id's pass, or nothing.</param>
    public static string Media(Playable playable, Func<string, string> query)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:1\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{playable.Segments[0].Number}\n");

        // Without a type a player takes the stream for live, with VOD for a recording, with EVENT for a live stream that can be wound back.
        text.Append(playable.IsLive ? "" : playable.IsOver ? "#EXT-X-PLAYLIST-TYPE:VOD\n" : "#EXT-X-PLAYLIST-TYPE:EVENT\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"init.mp4{query("init.mp4")}\"\n");
        foreach (var segment in playable.Segments)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{segment.Number}.m4s");
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{segment.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n#EXTINF:1.000,\n{file}{query(file)}\n");
        }

        return text.Append(playable.IsOver ? "#EXT-X-ENDLIST\n" : "").ToString();
    }

    /// <summary>A WebVTT file that names the tile of each segment: 4 × 3 tiles of 240×135, one for every 2 s.</summary>
    public static string Storyboard(Playable playable, string image)
    {
        var text = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < playable.Segments.Count; i++)
        {
            var tile = playable.Segments[i].Number % CannedLoop.Length / 2;
            text.Append(CultureInfo.InvariantCulture, $"\n{Stamp(i)} --> {Stamp(i + 1)}\n{image}#xywh={tile % 4 * 240},{tile / 4 * 135},240,135\n");
        }

        return text.ToString();
    }

    private static string Stamp(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
