using System.Diagnostics;

namespace Webinars.Adapters.Tests.Sandbox.Ingest;

public sealed class IngestRestartTests
{
    [Fact]
    public async Task After_a_restart_the_recording_is_there_and_the_open_connection_is_lost()
    {
        Stage.NeedFfmpeg();
        var mux = await MuxTestHost.StartIngestAsync();
        var (stream, key) = await mux.StreamAsync(window: 30);
        await using (var encoder = Encoder.Send(mux.Server(), key))
        {
            await mux.SegmentsAsync(stream, 4);
            mux = await mux.KillAndStartAgainAsync();
        }

        await mux.Receiver.FirstAsync("video.live_stream.disconnected");
        var live = await mux.LiveIdAsync(stream);
        var kept = await mux.MediaAsync(live, mux.Token(live));
        Assert.Equal([0, 1, 2, 3], kept.Numbers.Take(4));

        await using var second = Encoder.Send(mux.Server(), key);
        await mux.SegmentsAsync(stream, kept.Numbers[^1] + 3);
        await mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        var asset = await mux.OnlyAssetAsync();
        Assert.Equal(2, asset.GetProperty("recording_times").GetArrayLength());
        await second.ExitAsync();
        await using var again = await mux.KillAndStartAgainAsync();
        var playback = asset.GetProperty("playback_ids")[0].Text("id");
        var duration = asset.GetProperty("duration").GetDouble();
        Assert.InRange((await Probe.ReadAsync(again.Address(playback))).Duration, duration - 1, duration + 1);
        Assert.Equal("", await Probe.PlayAsync(again.Address(playback)));
    }

    [Fact]
    public async Task A_sandbox_that_stops_leaves_no_process_and_keeps_all_that_came()
    {
        Stage.NeedFfmpeg();
        await using var mux = await MuxTestHost.StartIngestAsync();
        var (stream, key) = await mux.StreamAsync();
        await using var encoder = Encoder.Send(mux.Server(), key);
        await mux.SegmentsAsync(stream, 2);
        var working = mux.Left();
        Assert.NotEmpty(working);
        await mux.StopListeningAsync();
        Assert.Empty(mux.Left(working));
        Assert.Contains("#EXT-X-ENDLIST", Index(mux), StringComparison.Ordinal);
        Assert.Contains("video.live_stream.disconnected", File.ReadAllText(Path.Combine(mux.Options.Folder, "mux.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ffmpeg_that_hangs_is_killed()
    {
        Stage.NeedFfmpeg();
        await using var mux = await MuxTestHost.StartIngestAsync();
        var (stream, key) = await mux.StreamAsync();
        await using var encoder = Encoder.Send(mux.Server(), key);
        await mux.SegmentsAsync(stream, 2);
        var working = mux.Left();
        using (var stop = Process.Start("kill", ["-STOP", Assert.Single(working)]))
        {
            await stop.WaitForExitAsync(MuxTestHost.Cancelled);
        }

        await mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        Assert.Empty(mux.Left(working));
        Assert.Equal("idle", await mux.StatusAsync(stream));
        Assert.InRange((await mux.OnlyAssetAsync()).GetProperty("duration").GetDouble(), 2, 20);
    }

    private static string Index(MuxTestHost mux) => File.ReadAllText(Assert.Single(Directory.GetFiles(mux.Options.Folder, "index.m3u8", SearchOption.AllDirectories)));
}
