using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>What a playback id shows at a moment.</summary>
/// <param name="Segments">The segments to list: those that exist, lie in the clip and, with a live stream's id, in its window.</param>
/// <param name="IsLive">A live stream's playback id (a window that moves on) and not a recording's (everything from the start).</param>
/// <param name="IsOver">Nothing will follow.</param>
internal sealed record Playable(IReadOnlyList<Segment> Segments, bool IsLive, bool IsOver)
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
        var segments = Timeline.Segments(asset, now).Where(clip.Holds);
        var listed = stream is null ? segments.ToList() : segments.TakeLast(Window).ToList();
        return listed.Count > 0 ? new Playable(listed, stream is not null, clip.IsOver(asset, now))
            : asset.CompletedAt is null ? throw MuxException.NotPlayable("The clip has not begun")
            : throw MuxException.NotFound();
    }

    public static bool Exists(MuxState state, string playbackId, int segment, DateTimeOffset now) =>
        state.Streams.Find(x => x.PlaybackIds.Exists(y => y.Id == playbackId)) is { } stream
            ? Shown(state, stream, now, joining: false) is { } shown && segment < Timeline.Count(shown, now)
            : state.Assets.Find(x => x.PlaybackIds.Exists(y => y.Id == playbackId) && x.Ready) is { } asset && segment < Timeline.Count(asset, now);

    private static Asset? Shown(MuxState state, LiveStream stream, DateTimeOffset now, bool joining) =>
        stream is { Active: true, Disabled: false } ? state.ActiveAsset(stream)
        : joining || stream.ActiveAssetId is not null ? null
        : state.Assets.FindLast(x => x.LiveStreamId == stream.Id && x.CompletedAt + Farewell > now);
}
