using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxPageTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere_and_no_inline_script()
    {
        using var response = await _mux.Http.GetAsync("/sandbox", MuxTestHost.Cancelled);
        var page = await response.Content.ReadAsStringAsync(MuxTestHost.Cancelled);
        Assert.Contains("default-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", await _mux.Http.GetStringAsync("/sandbox/page.css", MuxTestHost.Cancelled), StringComparison.Ordinal);
        Assert.Contains("Start encoder", await _mux.Http.GetStringAsync("/sandbox/page.js", MuxTestHost.Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_shows_streams_recordings_and_webhooks_newest_first()
    {
        var (stream, asset) = await _mux.BroadcastAsync(12);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        var newer = (await _mux.CreateStreamAsync()).Text("id");
        var state = JsonElement.Parse(await _mux.Http.GetStringAsync("/sandbox/mux/state", MuxTestHost.Cancelled));
        Assert.Equal([newer, stream], state.GetProperty("streams").EnumerateArray().Select(x => x.Text("id")));
        Assert.Equal((asset, "recording"), (state.GetProperty("assets")[0].Text("id"), state.GetProperty("assets")[0].Text("status")));
        Assert.Equal("video.live_stream.created", state.GetProperty("webhooks")[0].Text("type"));

        var one = JsonElement.Parse(await _mux.Http.GetStringAsync($"/sandbox/mux/webhooks/{state.GetProperty("webhooks")[1].Text("id")}", MuxTestHost.Cancelled));
        Assert.Equal("video.asset.ready", one.GetProperty("body").Text("type"));
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
