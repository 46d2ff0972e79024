using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxPageTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task The_state_shows_streams_and_recordings_newest_first()
    {
        var (stream, asset) = await _mux.BroadcastAsync(12);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var newer = (await _mux.CreateStreamAsync()).Text("id");
        var state = JsonElement.Parse(await _mux.Http.GetStringAsync("/sandbox/mux/state", MuxTestHost.Cancelled));
        Assert.Equal([newer, stream], state.GetProperty("streams").EnumerateArray().Select(x => x.Text("id")));
        Assert.Equal((asset, "recording"), (state.GetProperty("assets")[0].Text("id"), state.GetProperty("assets")[0].Text("status")));
    }

    [Fact]
    public async Task Keys_are_made_once_and_kept()
    {
        var again = Webinars.Sandbox.SandboxServices.Settings(_mux.Options);
        Assert.Equal(_mux.Settings, again);
        Assert.Equal($"{_mux.Options.Url}/sandbox/mux", again["Mux:BaseUrl"]);
        await _mux.SendAsync(HttpMethod.Get, "video/v1/live-streams");
    }
}
