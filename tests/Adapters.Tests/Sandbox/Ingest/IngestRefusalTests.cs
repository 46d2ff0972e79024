namespace Webinars.Adapters.Tests.Sandbox.Ingest;

public sealed class IngestRefusalTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync()
    {
        Stage.NeedFfmpeg();
        _mux = await MuxTestHost.StartIngestAsync();
    }

    public ValueTask DisposeAsync() => _mux?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_wrong_key_is_refused_and_nothing_is_recorded()
    {
        var (stream, key) = await _mux.StreamAsync();
        foreach (var wrong in new[] { key[..^1], key + "0", key.ToUpperInvariant(), "x" })
        {
            await using var encoder = Encoder.Send(_mux.Server(), wrong);
            Assert.NotEqual(0, await encoder.ExitAsync());
            Assert.Contains("There is no such stream key", encoder.Said, StringComparison.Ordinal);
        }

        await NothingHappened(stream);
    }

    [Fact]
    public async Task A_disabled_stream_takes_no_encoder()
    {
        var (stream, key) = await _mux.StreamAsync();
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/disable");
        await using var encoder = Encoder.Send(_mux.Server(), key);
        Assert.NotEqual(0, await encoder.ExitAsync());
        Assert.Contains("disabled", encoder.Said, StringComparison.Ordinal);
        Assert.Empty((await _mux.SendAsync(HttpMethod.Get, "video/v1/assets")).EnumerateArray());
    }

    [Fact]
    public async Task Another_application_is_refused()
    {
        var (stream, key) = await _mux.StreamAsync();
        await using var encoder = Encoder.Send(_mux.Server().Replace("/app", "/live", StringComparison.Ordinal), key);
        Assert.NotEqual(0, await encoder.ExitAsync());
        await NothingHappened(stream);
    }

    [Fact]
    public async Task A_second_encoder_with_the_same_key_is_refused_and_the_first_goes_on()
    {
        var (stream, key) = await _mux.StreamAsync();
        await using var first = Encoder.Send(_mux.Server(), key);
        await _mux.SegmentsAsync(stream, 2);
        await using var second = Encoder.Send(_mux.Server(), key);
        Assert.NotEqual(0, await second.ExitAsync());
        Assert.Contains("has an encoder already", second.Said, StringComparison.Ordinal);
        await _mux.SegmentsAsync(stream, 5);
        Assert.False(first.HasExited);
        Assert.Single(Directory.GetDirectories(Path.Combine(_mux.Options.Folder, "recordings")));
    }

    [Fact]
    public async Task While_the_switch_is_on_a_real_encoder_is_refused_and_the_switch_turns_a_real_one_off()
    {
        var (stream, key) = await _mux.StreamAsync();
        await _mux.EncoderAsync(stream, on: true);
        await using (var refused = Encoder.Send(_mux.Server(), key))
        {
            Assert.NotEqual(0, await refused.ExitAsync());
        }

        await _mux.EncoderAsync(stream, on: false);
        await using var encoder = Encoder.Send(_mux.Server(), key);
        await _mux.Receiver.NthAsync("video.live_stream.connected", 2);
        Assert.False((await _mux.EncoderAsync(stream, on: false)).GetProperty("connected").GetBoolean());
        await _mux.Receiver.NthAsync("video.live_stream.disconnected", 2);
        await encoder.ExitAsync();
    }

    private async Task NothingHappened(string stream)
    {
        Assert.Equal("idle", await _mux.StatusAsync(stream));
        Assert.Empty((await _mux.SendAsync(HttpMethod.Get, "video/v1/assets")).EnumerateArray());
        Assert.False(Directory.Exists(Path.Combine(_mux.Options.Folder, "recordings")));
        Assert.Equal(["video.live_stream.created"], _mux.Receiver.Types.Distinct());
    }
}
