using System.Net;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>The adapter against the sandbox: a stream's whole life.</summary>
public class MuxVideoSandboxTests : IAsyncLifetime
{
    private MuxTestHost _sandbox = null!;
    private MuxAdapter _mux = null!;

    /// <summary>The setting <c>Mux:Client</c>.</summary>
    protected virtual string Client => "Rest";

    public async ValueTask InitializeAsync()
    {
        _sandbox = await MuxTestHost.StartAsync();
        _mux = new MuxAdapter([("Mux:Client", Client), .. _sandbox.Settings.Where(setting => setting.Key.StartsWith("Mux:", StringComparison.Ordinal)).Select(setting => (setting.Key, setting.Value))]);
    }

    public async ValueTask DisposeAsync()
    {
        _mux.Dispose();
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_stream_is_made_used_closed_opened_again_and_deleted()
    {
        var webinar = Guid.NewGuid();
        var made = await _mux.Video.Create(webinar, new StreamTimes(), default);
        var there = await _sandbox.SendAsync(HttpMethod.Get, $"video/v1/live-streams/{made.Id}");
        Assert.Equal((webinar.ToString(), 120, made.StreamKey), (there.Text("passthrough"), there.GetProperty("reconnect_window").GetInt32(), there.Text("stream_key")));

        var reset = await _mux.Video.ResetKey(made.Id, default);
        Assert.NotEqual(made.StreamKey, reset.StreamKey);

        await _sandbox.EncoderAsync(made.Id, on: true);
        var connected = await _mux.Video.Get(made.Id, default);
        Assert.Equal((StreamState.Connected, true), (connected.State, connected.ActiveAssetId is not null));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(12));
        await MuxTestHost.UntilAsync(async () => (await _mux.Video.Get(made.Id, default)).State is StreamState.Active, "the picture");
        await MuxTestHost.UntilAsync(async () => await _mux.Recordings.Get(connected.ActiveAssetId!, default) is not null, "the recording");
        Assert.False((await _mux.Recordings.Get(connected.ActiveAssetId!, default))!.Finished);

        await _mux.Video.Close(made.Id, default);
        await _mux.Video.Close(made.Id, default);
        var closed = await _mux.Video.Get(made.Id, default);
        Assert.Equal((StreamState.Idle, null, connected.ActiveAssetId), (closed.State, closed.ActiveAssetId, Assert.Single(closed.AssetIds)));
        var recorded = await _mux.Recordings.Get(connected.ActiveAssetId!, default);
        Assert.True(recorded!.Finished);
        Assert.Equal(TimeSpan.FromSeconds(12), Assert.Single(recorded.Pieces).Duration);

        await _mux.Video.Reopen(made.Id, default);
        Assert.Equal("idle", await _sandbox.StatusAsync(made.Id));
        await _mux.Video.Delete(made.Id, default);
        await _sandbox.SendAsync(HttpMethod.Get, $"video/v1/live-streams/{made.Id}", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_target_is_added_and_taken_away()
    {
        var made = await _mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default);
        var target = await _mux.Video.AddTarget(made.Id, new SimulcastTarget("rtmps://else.example/app", "key", "else"), default);
        Assert.Equal("else", (await _sandbox.SendAsync(HttpMethod.Get, $"video/v1/live-streams/{made.Id}/simulcast-targets/{target}")).Text("passthrough"));
        await _mux.Video.RemoveTarget(made.Id, target, default);
        Assert.IsType<VendorFailure.NotFound>((await Assert.ThrowsAsync<VendorException>(() => _mux.Video.RemoveTarget(made.Id, target, default))).Failure);
    }
}
