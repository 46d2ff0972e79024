using System.Net.Http.Json;
using System.Net;
using System.Text.Json;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxEncoderTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task An_encoder_that_comes_and_goes_tells_the_whole_story_in_order()
    {
        var (stream, asset) = await _mux.BroadcastAsync(4);
        Pass(8);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        await _mux.EncoderAsync(stream, on: false);
        await _mux.Receiver.FirstAsync("video.live_stream.disconnected");
        Assert.Equal("active", await _mux.StatusAsync(stream));
        Pass(61);
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");

        Assert.Equal(
            [
                "video.live_stream.created", "video.live_stream.connected", "video.asset.created", "video.live_stream.recording",
                "video.live_stream.active", "video.asset.ready", "video.live_stream.disconnected", "video.live_stream.idle",
                "video.asset.live_stream_completed",
            ],
            _mux.Receiver.Types);
        Assert.Equal("idle", await _mux.StatusAsync(stream));
        var recorded = await _mux.AssetAsync(asset);
        Contract.Mux.Value("Asset", recorded);
        Assert.Equal(12, recorded.GetProperty("duration").GetDouble());
        Assert.Equal("2026-01-01T10:00:00.000Z", recorded.GetProperty("recording_times")[0].Text("started_at"));
        Assert.Equal((stream, false), (recorded.Text("live_stream_id"), recorded.GetProperty("is_live").GetBoolean()));
    }

    [Fact]
    public async Task A_recording_is_in_preparation_until_ten_seconds_are_there()
    {
        var (_, asset) = await _mux.BroadcastAsync(4);
        var young = await _mux.AssetAsync(asset);
        Contract.Mux.Value("Asset", young);
        Assert.Equal(("preparing", true), (young.Text("status"), young.GetProperty("is_live").GetBoolean()));
        Pass(6);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var ready = await _mux.AssetAsync(asset);
        Contract.Mux.Value("Asset", ready);
        Assert.Equal("ready", ready.Text("status"));
        Assert.False(ready.TryGetProperty("duration", out _));
    }

    [Fact]
    public async Task An_encoder_that_comes_back_in_time_goes_on_with_the_same_recording()
    {
        var (stream, asset) = await _mux.BroadcastAsync(10);
        await _mux.EncoderAsync(stream, on: false);
        Pass(30);
        Assert.Equal(asset, (await _mux.EncoderAsync(stream, on: true)).Text("assetId"));
        Pass(6);
        await _mux.Receiver.NthAsync("video.live_stream.active", 2);
        Pass(60);
        Assert.Equal("active", await _mux.StatusAsync(stream));
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");

        var recorded = await _mux.AssetAsync(asset);
        Assert.Equal(
            [("2026-01-01T10:00:00.000Z", 10), ("2026-01-01T10:00:40.000Z", 66)],
            recorded.GetProperty("recording_times").EnumerateArray().Select(x => (x.Text("started_at"), x.GetProperty("duration").GetInt32())));
        Assert.Equal(76, recorded.GetProperty("duration").GetInt32());
        Assert.Single(_mux.Receiver.Types, "video.asset.created");
    }

    [Fact]
    public async Task An_encoder_that_comes_back_too_late_begins_another_recording()
    {
        var (stream, asset) = await _mux.BroadcastAsync(10);
        await _mux.EncoderAsync(stream, on: false);
        Pass(61);
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        Assert.NotEqual(asset, (await _mux.EncoderAsync(stream, on: true)).Text("assetId"));
    }

    [Fact]
    public async Task Without_a_reconnect_window_a_lost_encoder_ends_the_broadcast_at_once()
    {
        var (stream, _) = await _mux.BroadcastAsync(4, new { latency_mode = "low" });
        await _mux.EncoderAsync(stream, on: false);
        Assert.Equal("idle", await _mux.StatusAsync(stream));
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        Assert.Equal(
            ["video.live_stream.disconnected", "video.live_stream.idle", "video.asset.ready", "video.asset.live_stream_completed"],
            _mux.Receiver.Types.TakeLast(4));
    }

    [Fact]
    public async Task Complete_ends_at_once_and_throws_the_encoder_off()
    {
        var (stream, asset) = await _mux.BroadcastAsync(12);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        Assert.Equal("idle", await _mux.StatusAsync(stream));
        Assert.Equal("completed", (await _mux.AssetAsync(asset)).GetProperty("progress").Text("state"));
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        Assert.Equal(["video.live_stream.idle", "video.asset.live_stream_completed"], _mux.Receiver.Types.TakeLast(2));
        Assert.False((await _mux.EncoderAsync(stream, on: false)).GetProperty("connected").GetBoolean());
    }

    [Fact]
    public async Task Complete_on_an_idle_stream_changes_nothing()
    {
        var stream = (await _mux.CreateStreamAsync()).Text("id");
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/enable");
        await _mux.SendAsync(HttpMethod.Delete, $"video/v1/live-streams/{stream}", expected: HttpStatusCode.NoContent);
        await _mux.Receiver.FirstAsync("video.live_stream.deleted");
        Assert.Equal(["video.live_stream.created", "video.live_stream.deleted"], _mux.Receiver.Types);
    }

    [Fact]
    public async Task A_disabled_stream_throws_its_encoder_off_and_takes_none_until_it_is_enabled()
    {
        var (stream, _) = await _mux.BroadcastAsync(12);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/disable");
        await _mux.Receiver.FirstAsync("video.live_stream.disabled");
        Assert.Contains("video.asset.live_stream_completed", _mux.Receiver.Types);
        Assert.Equal("disabled", await _mux.StatusAsync(stream));
        using var refused = await _mux.Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{stream}/encoder", new { on = true }, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/enable");
        Assert.True((await _mux.EncoderAsync(stream, on: true)).GetProperty("connected").GetBoolean());
    }

    [Fact]
    public async Task Switching_on_twice_is_switching_on_once()
    {
        var (stream, asset) = await _mux.BroadcastAsync(4);
        Assert.Equal(asset, (await _mux.EncoderAsync(stream, on: true)).Text("assetId"));
        Pass(8);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        Assert.Single(_mux.Receiver.Types, "video.live_stream.connected");
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"on":"yes"}""", HttpStatusCode.BadRequest)]
    public async Task A_switch_that_does_not_say_on_or_off_is_refused(string body, HttpStatusCode expected)
    {
        var stream = (await _mux.CreateStreamAsync()).Text("id");
        using var content = new StringContent(body);
        using var response = await _mux.Http.PostAsync($"/sandbox/mux/live-streams/{stream}/encoder", content, MuxTestHost.Cancelled);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task What_is_due_survives_a_killed_process()
    {
        var (stream, asset) = await _mux.BroadcastAsync(20);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        await _mux.EncoderAsync(stream, on: false);
        await _mux.Receiver.FirstAsync("video.live_stream.disconnected");
        _mux = await _mux.KillAndStartAgainAsync();
        Assert.Equal("active", await _mux.StatusAsync(stream));
        Pass(61);
        var idle = await _mux.Receiver.FirstAsync("video.live_stream.idle");
        Assert.Equal("2026-01-01T10:01:20.000000Z", idle.Json.Text("created_at"));
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        Assert.Equal(20, (await _mux.AssetAsync(asset)).GetProperty("duration").GetInt32());
    }

    [Fact]
    public async Task A_stream_is_cut_off_at_its_maximum_duration()
    {
        var (stream, _) = await _mux.BroadcastAsync(10, new { max_continuous_duration = 60, reconnect_window = 30 });
        Pass(50);
        await _mux.Receiver.FirstAsync("video.live_stream.disconnected");
        Assert.Equal("active", await _mux.StatusAsync(stream));
    }

    private void Pass(double seconds) => _mux.Clock.Advance(TimeSpan.FromSeconds(seconds));
}
