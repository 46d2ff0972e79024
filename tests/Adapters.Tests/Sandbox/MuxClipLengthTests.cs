using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Playback;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>The recording is cut by whole seconds into segments that begin at any fraction of one: how far off that may be.</summary>
public sealed class MuxClipLengthTests
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void From_go_live_to_the_end_nothing_earlier_is_shown_and_the_length_is_at_most_two_seconds_off()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 200; i++)
        {
            var connected = Morning + Seconds(0, 1);
            var goLive = connected + Seconds(0, 60);
            var end = goLive + Seconds(2, 120);
            var (state, playbackId) = Recorded(connected, end);

            var clip = new Clip(UpToSecond(goLive), UpToSecond(end), null, null);
            var shown = Playable.Find(state, playbackId, clip, end.AddHours(1), joining: true).Segments;

            var story = $"connected {connected:O}, live {goLive:O}, end {end:O}, shown {shown.Count} from {shown[0].At:O}";
            Assert.True(shown.All(x => x.At >= goLive), story);
            Assert.True((shown.Count * Timeline.SegmentLength - (end - goLive)).Duration() <= TimeSpan.FromSeconds(2), story);
        }

        TimeSpan Seconds(int from, int to) => TimeSpan.FromTicks(random.NextInt64(from * TimeSpan.TicksPerSecond, to * TimeSpan.TicksPerSecond));
    }

    private static (MuxState State, string PlaybackId) Recorded(DateTimeOffset connected, DateTimeOffset completed)
    {
        var stream = new LiveStream
        {
            Id = "stream",
            CreatedAt = Morning,
            StreamKey = "key",
            SrtPassphrase = "passphrase",
            LatencyMode = "low",
            ReconnectWindow = 60,
            MaxContinuousDuration = 43200,
            NewAssetSettings = new() { ["playback_policies"] = new JsonArray("public") },
        };
        var state = new MuxState { Streams = [stream] };
        Broadcast.Connect(state, stream, connected);
        Broadcast.Finish(state, stream, completed);
        return (state, state.Assets[0].PlaybackIds[0].Id);
    }

    /// <summary>Unix seconds, as the passes that the product signs say them.</summary>
    private static double UpToSecond(DateTimeOffset at) => Math.Ceiling((at - DateTimeOffset.UnixEpoch).TotalSeconds);
}
