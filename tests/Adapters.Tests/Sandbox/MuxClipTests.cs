namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxClipTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task A_clip_shows_nothing_that_started_before_it_live_and_wound_back()
    {
        // Segment n starts at n.4: the clip begins inside segment 24.
        _mux.Clock.Advance(TimeSpan.FromSeconds(0.4));
        var (stream, asset) = await _mux.BroadcastAsync(31);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var start = _mux.Clock.GetUtcNow().ToUnixTimeSeconds() - 6;
        var (live, recording) = (await _mux.LiveIdAsync(stream), await _mux.AssetIdAsync(asset));
        Assert.Equal(Enumerable.Range(25, 6), (await _mux.MediaAsync(live, _mux.Token(live, "v", ("program_start_time", start)))).Numbers);
        Assert.Equal(Enumerable.Range(25, 6), (await _mux.MediaAsync(recording, _mux.Token(recording, "v", ("program_start_time", start.ToString())))).Numbers);
        Assert.Equal(Enumerable.Range(20, 11), (await _mux.MediaAsync(recording, _mux.Token(recording, "v", ("asset_start_time", 20)))).Numbers);

        // Not begun yet: nothing to show, as if the stream were not active.
        Assert.Equal(412, await _mux.WatchAsync($"{live}.m3u8?token={_mux.Token(live, "v", ("program_start_time", start + 60))}"));
    }

    [Fact]
    public async Task The_clip_of_a_signed_picture_stands_in_its_token_and_not_in_the_address()
    {
        var (_, asset) = await _mux.BroadcastAsync(31);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var id = await _mux.AssetIdAsync(asset);
        var token = _mux.Token(id, "v", ("asset_start_time", 20));
        Assert.Equal(20, (await _mux.MediaAsync(id, token + "&asset_start_time=0")).Numbers[0]);
    }

    [Fact]
    public async Task A_clip_whose_end_has_passed_is_complete_while_the_recording_goes_on()
    {
        // Segment n starts at n.5: the clip begins inside segment 2 and ends inside segment 8.
        _mux.Clock.Advance(TimeSpan.FromSeconds(0.5));
        var (stream, asset) = await _mux.BroadcastAsync(31, MuxViewer.Public);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var begin = _mux.Clock.GetUtcNow().ToUnixTimeSeconds() - 31;
        var clip = await _mux.MediaAsync(await _mux.AssetIdAsync(asset), clip: $"program_start_time={begin + 3}&program_end_time={begin + 9}");
        Assert.Equal([3, 4, 5, 6, 7, 8], clip.Numbers);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD\n", clip.Text, StringComparison.Ordinal);
        Assert.EndsWith("#EXT-X-ENDLIST\n", clip.Text, StringComparison.Ordinal);

        var open = await _mux.MediaAsync(await _mux.AssetIdAsync(asset), clip: $"program_start_time={begin + 3}&program_end_time={begin + 90}");
        Assert.DoesNotContain("ENDLIST", open.Text, StringComparison.Ordinal);
        var live = await _mux.MediaAsync(await _mux.LiveIdAsync(stream), clip: $"program_end_time={begin + 9}");
        Assert.Equal(Enumerable.Range(0, 9), live.Numbers);
        Assert.EndsWith("#EXT-X-ENDLIST\n", live.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("program_start_time=noon", 400)]
    [InlineData("asset_start_time=-1", 400)]
    [InlineData("asset_start_time=1000", 404)]
    public async Task A_clip_that_makes_no_sense_is_refused(string clip, int expected)
    {
        var (stream, asset) = await _mux.BroadcastAsync(31, MuxViewer.Public);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        Assert.Equal(expected, await _mux.WatchAsync($"{await _mux.AssetIdAsync(asset)}.m3u8?{clip}"));
    }

    [Fact]
    public async Task After_a_lost_encoder_the_picture_runs_on_while_the_wall_clock_jumps()
    {
        var (stream, asset) = await _mux.BroadcastAsync(20.5, MuxViewer.Public);
        await _mux.EncoderAsync(stream, on: false);
        _mux.Clock.Advance(TimeSpan.FromSeconds(30));
        await _mux.EncoderAsync(stream, on: true);
        _mux.Clock.Advance(TimeSpan.FromSeconds(6));
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var id = await _mux.AssetIdAsync(asset);
        var video = await _mux.MediaAsync(id);
        Assert.Equal(Enumerable.Range(0, 27), video.Numbers);
        Assert.Contains("10:00:20.000Z\n#EXTINF:1.000,\n20.m4s\n#EXT-X-PROGRAM-DATE-TIME:2026-01-01T10:00:50.500Z\n#EXTINF:1.000,\n21.m4s\n", video.Text, StringComparison.Ordinal);
        var gap = DateTimeOffset.Parse("2026-01-01T10:00:30Z", null).ToUnixTimeSeconds();
        Assert.Equal(Enumerable.Range(21, 6), (await _mux.MediaAsync(id, clip: $"program_start_time={gap}")).Numbers);
        Assert.Equal(Enumerable.Range(0, 21), (await _mux.MediaAsync(id, clip: $"program_end_time={gap}")).Numbers);
    }

    [Fact]
    public async Task An_encoder_that_is_back_before_its_last_segment_is_over_goes_on_behind_it()
    {
        var (stream, asset) = await _mux.BroadcastAsync(5.3, MuxViewer.Public);
        await _mux.EncoderAsync(stream, on: false);
        _mux.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await _mux.EncoderAsync(stream, on: true);
        _mux.Clock.Advance(TimeSpan.FromSeconds(3));
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var video = await _mux.MediaAsync(await _mux.AssetIdAsync(asset));
        Assert.Equal(Enumerable.Range(0, 9), video.Numbers);
        Assert.Contains("10:00:05.000Z\n#EXTINF:1.000,\n5.m4s\n#EXT-X-PROGRAM-DATE-TIME:2026-01-01T10:00:06.000Z\n#EXTINF:1.000,\n6.m4s\n", video.Text, StringComparison.Ordinal);
    }
}
