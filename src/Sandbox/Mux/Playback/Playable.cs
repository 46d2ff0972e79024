using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>What a playback id shows at a moment.</summary>
/// <param name="Segments">The segments to list: those that exist, lie in the clip and, with a live stream's id, in its window.</param>
/// <param name="Skipped">How many discontinuities lie before the first of them.</param>
/// <param name="Longest">Of all segments so far, listed or not.</param>
/// <param name="IsLive">A live stream's playback id (a window that moves on) and not a recording's (everything from the start).</param>
/// <param name="IsOver">Nothing will follow.</param>
internal sealed record Playable(IReadOnlyList<Segment> Segments, int Skipped, TimeSpan Longest, bool IsLive, bool IsOver)
{
    private const int Window = 10;

    /// <summary>So long a player that was watching learns from the playlist that the stream has ended, before it gets a 412 as everybody else.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(60);

    public static string Policy(MuxState state, string playbackId) =>
        state.Streams.SelectMany(x => x.PlaybackIds).Concat(state.Assets.SelectMany(x => x.PlaybackIds)).FirstOrDefault(x => x.Id == playbackId)?.Policy
        ?? throw MuxException.NotFound();

    /// <param name="joining">Starts to watch now; false: asks again for what it is watching.</param>
    /// <exception cref="MuxException">412: nothing to show yet, or no longer. 404: the clip lies outside the recording.</exception>
    public static Playable Find(MuxState state, string playbackId, Clip clip, DateTimeOffset now, bool joining)
    {
        var stream = state.Streams.Find(x => x.PlaybackIds.Exists(y => y.Id == playbackId));
        var asset = stream is null
            ? state.Assets.Find(x => x.PlaybackIds.Exists(y => y.Id == playbackId) && x.Ready) ?? throw MuxException.NotPlayable("The asset is not ready")
            : Shown(state, stream, now, joining) ?? throw MuxException.NotPlayable("The live stream is not active");
        var all = Timeline.Segments(asset, now).ToList();
        var segments = all.Where(clip.Holds);
        var listed = stream is null ? segments.ToList() : segments.TakeLast(Window).ToList();
        return listed.Count > 0 ? new Playable(listed, Breaks(all.Take(listed[0].Number + 1)), all.Max(x => x.Length), stream is not null, clip.IsOver(asset, now))
            : asset.CompletedAt is null ? throw MuxException.NotPlayable("The clip has not begun")
            : throw MuxException.NotFound();
    }

    /// <summary>The recording that the playback id shows; null: nothing yet, or no longer.</summary>
    public static Asset? Asset(MuxState state, string playbackId, DateTimeOffset now) =>
        state.Streams.Find(x => x.PlaybackIds.Exists(y => y.Id == playbackId)) is { } stream
            ? Shown(state, stream, now, joining: false)
            : state.Assets.Find(x => x.PlaybackIds.Exists(y => y.Id == playbackId) && x.Ready);

    private static int Breaks(IEnumerable<Segment> segments) => segments.Zip(segments.Skip(1)).Count(x => x.First.Piece != x.Second.Piece);

    private static Asset? Shown(MuxState state, LiveStream stream, DateTimeOffset now, bool joining) =>
        stream is { Active: true, Disabled: false } ? state.ActiveAsset(stream)
        : joining || stream.ActiveAssetId is not null ? null
        : state.Assets.FindLast(x => x.LiveStreamId == stream.Id && x.CompletedAt + Farewell > now);
}
