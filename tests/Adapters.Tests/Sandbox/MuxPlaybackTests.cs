using System.Buffers.Binary;
using System.Text;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxPlaybackTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task A_live_stream_can_be_watched_only_while_it_is_active()
    {
        var stream = await _mux.CreateStreamAsync(MuxViewer.Public);
        var id = stream.GetProperty("playback_ids")[0].Text("id");
        Assert.Equal(412, await _mux.WatchAsync($"{id}.m3u8"));
        await _mux.EncoderAsync(stream.Text("id"), on: true);
        Assert.Equal(412, await _mux.WatchAsync($"{id}.m3u8"));
        _mux.Clock.Advance(TimeSpan.FromSeconds(2));
        await _mux.Receiver.FirstAsync("video.live_stream.active");
        Assert.Equal(200, await _mux.WatchAsync($"{id}.m3u8"));
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream.Text("id")}/complete");
        Assert.Equal(412, await _mux.WatchAsync($"{id}.m3u8"));
        Assert.Equal(404, await _mux.WatchAsync("nobody.m3u8"));
    }

    [Fact]
    public async Task The_live_playlist_is_the_last_ten_whole_segments_with_their_wall_clock()
    {
        var (stream, _) = await _mux.BroadcastAsync(30.5, MuxViewer.Public);
        var media = await _mux.MediaAsync(await _mux.LiveIdAsync(stream));
        Assert.Equal(Enumerable.Range(20, 10), media.Numbers);
        Assert.Contains("#EXT-X-MEDIA-SEQUENCE:20\n", media.Text, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-PROGRAM-DATE-TIME:2026-01-01T10:00:20.000Z\n#EXTINF:1.000,\n20.m4s\n", media.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("PLAYLIST-TYPE", media.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ENDLIST", media.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_reconnect_window_the_last_picture_stays_and_after_complete_a_watcher_learns_of_the_end()
    {
        var (stream, _) = await _mux.BroadcastAsync(30.5, MuxViewer.Public);
        var id = await _mux.LiveIdAsync(stream);
        await _mux.EncoderAsync(stream, on: false);
        _mux.Clock.Advance(TimeSpan.FromSeconds(20));
        var waiting = await _mux.MediaAsync(id);
        Assert.Equal(30, waiting.Numbers[^1]);
        Assert.DoesNotContain("ENDLIST", waiting.Text, StringComparison.Ordinal);

        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var farewell = await _mux.Http.GetStringAsync($"/sandbox/mux/stream/{id}/rendition.m3u8", MuxTestHost.Cancelled);
        Assert.EndsWith("30.m4s\n#EXT-X-ENDLIST\n", farewell, StringComparison.Ordinal);
        Assert.Equal(412, await _mux.WatchAsync($"{id}.m3u8"));
        _mux.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(412, await _mux.WatchAsync($"{id}/rendition.m3u8"));
    }

    [Fact]
    public async Task A_recording_can_be_wound_back_while_it_is_made_and_is_a_video_afterwards()
    {
        var (stream, asset) = await _mux.BroadcastAsync(30.5, MuxViewer.Public);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var id = await _mux.AssetIdAsync(asset);
        var live = await _mux.MediaAsync(id);
        Assert.Equal(Enumerable.Range(0, 30), live.Numbers);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT\n", live.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ENDLIST", live.Text, StringComparison.Ordinal);

        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var video = await _mux.MediaAsync(id);
        Assert.Equal(Enumerable.Range(0, 31), video.Numbers);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD\n", video.Text, StringComparison.Ordinal);
        Assert.EndsWith("#EXT-X-ENDLIST\n", video.Text, StringComparison.Ordinal);
        Assert.Equal(31, (await _mux.AssetAsync(asset)).GetProperty("duration").GetInt32());
    }

    [Fact]
    public async Task A_recording_that_is_not_ready_yet_cannot_be_watched()
    {
        var (_, asset) = await _mux.BroadcastAsync(4, MuxViewer.Public);
        Assert.Equal(412, await _mux.WatchAsync($"{await _mux.AssetIdAsync(asset)}.m3u8"));
    }

    [Fact]
    public async Task A_segment_that_has_not_been_sent_yet_does_not_exist()
    {
        var (stream, _) = await _mux.BroadcastAsync(30.5, MuxViewer.Public);
        var id = await _mux.LiveIdAsync(stream);
        Assert.Equal(200, await _mux.WatchAsync($"{id}/29.m4s"));
        Assert.Equal(404, await _mux.WatchAsync($"{id}/30.m4s"));
    }

    [Fact]
    public async Task The_timestamps_run_on_over_the_border_of_the_loop()
    {
        var (stream, _) = await _mux.BroadcastAsync(80, MuxViewer.Public);
        var id = await _mux.LiveIdAsync(stream);
        var audio = new List<ulong>();
        for (var number = 0; number < 80; number++)
        {
            var bytes = await _mux.Http.GetByteArrayAsync($"/sandbox/mux/stream/{id}/{number}.m4s", MuxTestHost.Cancelled);
            var times = DecodeTimes(bytes);
            Assert.Equal((ulong)number * 12288, times[0]);
            Assert.InRange((double)times[1] / 48000, number - 0.1, number + 0.1);
            audio.Add(times[1]);
            Assert.Equal((uint)number + 1, BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(Find(bytes, "mfhd", 0) + 8)));
        }

        Assert.All(Enumerable.Range(24, 56), number => Assert.Equal(24UL * 48000, audio[number] - audio[number - 24]));
    }

    [Fact]
    public async Task Pages_of_any_origin_may_read_and_no_playlist_is_cached()
    {
        var (stream, _) = await _mux.BroadcastAsync(4, MuxViewer.Public);
        var id = await _mux.LiveIdAsync(stream);
        foreach (var (file, cached) in ((string, bool)[])[($"{id}.m3u8", false), ($"{id}/rendition.m3u8", false), ($"{id}/0.m4s", true), ("nobody.m3u8", true)])
        {
            using var response = await _mux.Http.GetAsync($"/sandbox/mux/stream/{file}", MuxTestHost.Cancelled);
            Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.Equal(cached, response.Headers.CacheControl?.NoStore is not true);
        }
    }

    private static List<ulong> DecodeTimes(byte[] bytes)
    {
        var video = Find(bytes, "tfdt", 0);
        return [BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(video + 8)), BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(Find(bytes, "tfdt", video + 4) + 8))];
    }

    private static int Find(byte[] bytes, string type, int from) => from + bytes.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(type));
}
