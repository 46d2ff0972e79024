using System.Globalization;
using System.Text;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>HLS playlists (RFC 8216).</summary>
internal static class Playlist
{
    private const string Canned = "BANDWIDTH=150000,AVERAGE-BANDWIDTH=110000,RESOLUTION=1280x720,FRAME-RATE=24.000,CODECS=\"avc1.4d401f,mp4a.40.2\"";

    /// <param name="footage">What a real encoder sent; null: the canned picture.</param>
    public static string Master(string media, Footage? footage) => $"""
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-STREAM-INF:{(footage is null ? Canned : Describe(footage))}
        {media}

        """;

    /// <param name="query">What follows a file's name: a signed playback id's pass, or nothing.</param>
    public static string Media(Playable playable, Func<string, string> query)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{Math.Max(1, Math.Round(playable.Longest.TotalSeconds, MidpointRounding.AwayFromZero))}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{playable.Segments[0].Number}\n");
        text.Append(playable.Skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{playable.Skipped}\n") : "");

        // Without a type a player takes the stream for live, with VOD for a recording, with EVENT for a live stream that can be wound back.
        text.Append(playable.IsLive ? "" : playable.IsOver ? "#EXT-X-PLAYLIST-TYPE:VOD\n" : "#EXT-X-PLAYLIST-TYPE:EVENT\n");
        for (var i = 0; i < playable.Segments.Count; i++)
        {
            var segment = playable.Segments[i];
            if (i == 0 || segment.Piece != playable.Segments[i - 1].Piece)
            {
                var init = InitFile(segment.Piece);
                text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "#EXT-X-DISCONTINUITY\n" : "")}#EXT-X-MAP:URI=\"{init}{query(init)}\"\n");
            }

            var file = string.Create(CultureInfo.InvariantCulture, $"{segment.Number}.m4s");
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{segment.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n#EXTINF:{segment.Length.TotalSeconds:F3},\n{file}{query(file)}\n");
        }

        return text.Append(playable.IsOver ? "#EXT-X-ENDLIST\n" : "").ToString();
    }

    /// <param name="piece">As <see cref="Segment.Piece"/>.</param>
    public static string InitFile(int? piece) => piece is null ? "init.mp4" : string.Create(CultureInfo.InvariantCulture, $"init-{piece}.mp4");

    /// <summary>A WebVTT file that names the tile of each segment. Of the canned loop: 4 × 3 tiles of 240×135, one for every 2 s. Of what a real encoder sent: each is a picture of its own.</summary>
    /// <remarks>The real Mux puts 50 or 100 tiles into one picture in any case; players take what the file says.</remarks>
    public static string Storyboard(Playable playable, string image, string query)
    {
        var text = new StringBuilder("WEBVTT\n");
        var begin = playable.Segments[0].Offset;
        foreach (var segment in playable.Segments)
        {
            var (tile, at) = (segment.Number % CannedLoop.Length / 2, segment.Offset - begin);
            text.Append(CultureInfo.InvariantCulture, $"\n{Stamp(at)} --> {Stamp(at + segment.Length)}\n{image}{query}");
            text.Append(segment.Piece is null
                ? string.Create(CultureInfo.InvariantCulture, $"#xywh={tile % 4 * 240},{tile / 4 * 135},240,135\n")
                : string.Create(CultureInfo.InvariantCulture, $"{(query.Length > 0 ? '&' : '?')}segment={segment.Number}#xywh=0,0,240,135\n"));
        }

        return text.ToString();
    }

    /// <remarks>Only one rendition exists, so the bandwidth chooses nothing; it must be there.</remarks>
    private static string Describe(Footage footage) => string.Create(CultureInfo.InvariantCulture,
        $"BANDWIDTH=6000000,{(footage is { Width: { } width, Height: { } height } ? $"RESOLUTION={width}x{height}," : "")}CODECS=\"{footage.Codecs}\"");

    private static string Stamp(TimeSpan at) => at.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
