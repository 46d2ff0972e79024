using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox.Ingest;

public sealed class IngestTests(ITestOutputHelper output) : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync()
    {
        Stage.NeedFfmpeg();
        _mux = await MuxTestHost.StartIngestAsync();
    }

    public ValueTask DisposeAsync() => _mux?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_an_encoder_sends_with_the_right_key_is_live_within_seconds_and_can_be_watched()
    {
        var (stream, key) = await _mux.StreamAsync();
        await using var encoder = Encoder.Send(_mux.Server(), key);
        await _mux.Receiver.FirstAsync("video.live_stream.active");
        Assert.Equal(
            ["video.live_stream.created", "video.live_stream.connected", "video.asset.created", "video.live_stream.recording", "video.live_stream.active"],
            _mux.Receiver.Types);
        var connected = _mux.Receiver.Deliveries.First(x => x.Type == "video.live_stream.connected");
        var active = _mux.Receiver.Deliveries.First(x => x.Type == "video.live_stream.active");
        output.WriteLine($"From the first picture to the first playlist: {Told(active) - Told(connected)}");
        Assert.Equal("rtmp", active.Data.Text("active_ingest_protocol"));

        await _mux.SegmentsAsync(stream, 4);
        var playback = await _mux.LiveIdAsync(stream);
        var media = await _mux.MediaAsync(playback, _mux.Token(playback));
        Assert.DoesNotContain("ENDLIST", media.Text, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-TARGETDURATION:1\n", media.Text, StringComparison.Ordinal);
        Assert.All(media.Times(), x => Assert.InRange(x.Seconds, 0.9, 1.1));
        Assert.InRange(DateTimeOffset.UtcNow - media.Times()[^1].At, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.Equal(["aac", "h264"], (await Probe.ReadAsync(_mux.Address(playback))).Codecs);
        Assert.Equal(403, await _mux.WatchAsync($"{playback}/{media.Files[^1].Split('?')[0]}"));
        Assert.Equal(200, await _mux.WatchAsync($"{playback}/{media.Files[^1]}"));
    }

    [Fact]
    public async Task Complete_throws_the_encoder_off_and_the_whole_recording_is_there()
    {
        var (stream, key) = await _mux.StreamAsync();
        await using var encoder = Encoder.Send(_mux.Server(), key);
        await _mux.SegmentsAsync(stream, 6);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var end = DateTimeOffset.UtcNow;
        Assert.Equal("idle", await _mux.StatusAsync(stream));
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        Assert.DoesNotContain("video.live_stream.disconnected", _mux.Receiver.Types);

        var asset = await _mux.OnlyAssetAsync();
        Contract.Mux.Value("Asset", asset);
        Assert.Equal("ready", asset.Text("status"));
        var duration = asset.GetProperty("duration").GetDouble();
        var recorded = Assert.Single(asset.GetProperty("recording_times").EnumerateArray());
        Assert.Equal(duration, recorded.GetProperty("duration").GetDouble());
        Assert.InRange(end - DateTimeOffset.Parse(recorded.Text("started_at"), null) - TimeSpan.FromSeconds(duration), TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));

        var playback = asset.GetProperty("playback_ids")[0].Text("id");
        var probe = await Probe.ReadAsync(_mux.Address(playback));
        Assert.Equal(["aac", "h264"], probe.Codecs);
        Assert.InRange(probe.Duration, duration - 1, duration + 1);
        Assert.Equal("", await Probe.PlayAsync(_mux.Address(playback)));
        var media = await _mux.MediaAsync(playback, _mux.Token(playback));
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD\n", media.Text, StringComparison.Ordinal);
        Assert.EndsWith("#EXT-X-ENDLIST\n", media.Text, StringComparison.Ordinal);
        await encoder.ExitAsync();
        Assert.Empty(_mux.Left());
    }

    [Fact]
    public async Task An_encoder_that_is_cut_off_and_comes_back_in_time_goes_on_in_the_same_recording()
    {
        var (stream, key) = await _mux.StreamAsync(window: 30);
        await using (var first = Encoder.Send(_mux.Server(), key))
        {
            await _mux.SegmentsAsync(stream, 4);
            await first.CutAsync();
        }

        await _mux.Receiver.FirstAsync("video.live_stream.disconnected");
        Assert.Equal("active", await _mux.StatusAsync(stream));
        var playback = await _mux.LiveIdAsync(stream);
        var before = await _mux.MediaAsync(playback, _mux.Token(playback));
        Assert.DoesNotContain("DISCONTINUITY", before.Text, StringComparison.Ordinal);

        await using var second = Encoder.Send(_mux.Server(), key);
        await _mux.Receiver.NthAsync("video.live_stream.active", 2);
        await _mux.SegmentsAsync(stream, before.Numbers[^1] + 3);
        var live = await _mux.MediaAsync(playback, _mux.Token(playback));
        Assert.Matches($@"\n{before.Numbers[^1]}\.m4s[^\n]*\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=""init-1\.mp4", live.Text);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");

        var asset = await _mux.OnlyAssetAsync();
        var pieces = asset.GetProperty("recording_times").EnumerateArray().ToList();
        Assert.Equal(2, pieces.Count);
        var id = asset.GetProperty("playback_ids")[0].Text("id");
        var video = await _mux.MediaAsync(id, _mux.Token(id));
        var border = before.Numbers[^1] + 1;
        Assert.Equal(DateTimeOffset.Parse(pieces[1].Text("started_at"), null), video.Times()[border].At);
        Assert.Equal(pieces[0].GetProperty("duration").GetDouble(), video.Times()[..border].Sum(x => x.Seconds), 0.1);
        Assert.InRange((await Probe.ReadAsync(_mux.Address(id))).Duration, asset.GetProperty("duration").GetDouble() - 1, asset.GetProperty("duration").GetDouble() + 1);
        Assert.Single(_mux.Receiver.Types, "video.asset.created");

        // The live window has moved on: what was left behind is counted.
        var clip = await _mux.MediaAsync(id, _mux.Token(id, "v", ("program_start_time", video.Times()[border].At.ToUnixTimeMilliseconds() / 1000.0)));
        Assert.Equal(border, clip.Numbers[0]);
        Assert.Contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n", clip.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("#EXT-X-DISCONTINUITY\n", clip.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoder_that_does_not_come_back_ends_the_broadcast()
    {
        var (stream, key) = await _mux.StreamAsync(window: 1);
        await using var encoder = Encoder.Send(_mux.Server(), key);
        await _mux.SegmentsAsync(stream, 2);
        await encoder.CutAsync();
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        Assert.Equal(["video.live_stream.disconnected", "video.live_stream.idle", "video.asset.ready", "video.asset.live_stream_completed"], _mux.Receiver.Types.TakeLast(4));
        var asset = await _mux.OnlyAssetAsync();
        Assert.InRange(asset.GetProperty("duration").GetDouble(), 2, 8);

        await _mux.SendAsync(HttpMethod.Delete, $"video/v1/assets/{asset.Text("id")}", expected: System.Net.HttpStatusCode.NoContent);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_mux.Options.Folder, "recordings")));
    }

    [Fact]
    public async Task A_clip_shows_nothing_from_before_its_start()
    {
        var (stream, key) = await _mux.StreamAsync();
        await using var encoder = Encoder.Send(_mux.Server(), key);
        await _mux.SegmentsAsync(stream, 3);
        var start = DateTimeOffset.UtcNow;
        var playback = await _mux.LiveIdAsync(stream);
        var token = _mux.Token(playback, "v", ("program_start_time", start.ToUnixTimeMilliseconds() / 1000.0));
        Assert.Equal(412, await _mux.WatchAsync($"{playback}.m3u8?token={token}"));
        await MuxTestHost.UntilAsync(async () => await _mux.WatchAsync($"{playback}.m3u8?token={token}") == 200, "the clip to begin");
        Assert.All((await _mux.MediaAsync(playback, token)).Times(), x => Assert.True(x.At >= start.AddMilliseconds(-1)));
    }

    [Fact]
    public async Task An_encoder_without_sound_is_taken_too()
    {
        var (stream, key) = await _mux.StreamAsync();
        await using var encoder = Encoder.Send(_mux.Server(), key, "-an");
        await _mux.SegmentsAsync(stream, 2);
        Assert.Equal(["h264"], (await Probe.ReadAsync(_mux.Address(await _mux.LiveIdAsync(stream)))).Codecs);
    }

    private static DateTimeOffset Told(Delivery delivery) => DateTimeOffset.Parse(delivery.Json.Text("created_at"), null);
}
