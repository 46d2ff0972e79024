using System.Buffers.Binary;
using System.Net;

namespace Webinars.Adapters.Tests.Sandbox.Ingest;

public sealed class StillTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync()
    {
        Stage.NeedFfmpeg();
        _mux = await MuxTestHost.StartIngestAsync();
    }

    public ValueTask DisposeAsync() => _mux?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Thumbnail_and_storyboard_of_a_recording_show_what_the_encoder_sent()
    {
        var (stream, key) = await _mux.StreamAsync();
        await using var encoder = Encoder.Send(_mux.Server(), key);
        await _mux.SegmentsAsync(stream, 4);
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/complete");
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        var id = (await _mux.OnlyAssetAsync()).GetProperty("playback_ids")[0].Text("id");

        // The encoder sends 320×180; the canned loop's pictures are larger.
        var middle = await Picture(id, $"thumbnail.jpg?token={_mux.Token(id, "t")}");
        var later = await Picture(id, $"thumbnail.jpg?token={_mux.Token(id, "t", ("time", 1.4))}");
        var beyond = await Picture(id, $"thumbnail.jpg?token={_mux.Token(id, "t", ("time", 1000))}");
        Assert.All([middle, later, beyond], x => Assert.Equal((320, 180), Size(x)));
        Assert.NotEqual(middle, later);

        var video = await _mux.MediaAsync(id, _mux.Token(id));
        var from = video.Times()[2].At.ToUnixTimeMilliseconds() / 1000.0;
        var token = _mux.Token(id, "s", ("program_start_time", from));
        var board = await _mux.Http.GetStringAsync($"/sandbox/mux/image/{id}/storyboard.vtt?token={token}", MuxTestHost.Cancelled);
        Assert.StartsWith("WEBVTT\n\n00:00:00.000 --> ", board, StringComparison.Ordinal);
        Assert.Contains($"\nstoryboard.jpg?token={token}&segment=2#xywh=0,0,240,135\n", board, StringComparison.Ordinal);
        Assert.DoesNotContain("segment=1#", board, StringComparison.Ordinal);
        Assert.Equal((240, 135), Size(await Picture(id, $"storyboard.jpg?token={token}&segment=2")));

        // What lies before the clip has no picture either.
        Assert.Equal((int)HttpStatusCode.NotFound, await _mux.WatchAsync($"storyboard.jpg?token={token}&segment=1", $"image/{id}"));
        Assert.Equal((int)HttpStatusCode.Forbidden, await _mux.WatchAsync("storyboard.jpg?segment=2", $"image/{id}"));
        Assert.Empty(_mux.Left());
    }

    private Task<byte[]> Picture(string id, string file) => _mux.Http.GetByteArrayAsync($"/sandbox/mux/image/{id}/{file}", MuxTestHost.Cancelled);

    /// <summary>From the JPEG's start of frame (SOF0): length, precision, height, width.</summary>
    private static (int Width, int Height) Size(byte[] jpeg)
    {
        var at = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        Assert.True(at > 0, "It is no JPEG.");
        return (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 5)));
    }
}
