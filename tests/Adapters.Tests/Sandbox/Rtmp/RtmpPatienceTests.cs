using System.Net.Sockets;
using Webinars.Adapters.Tests.Sandbox.Ingest;

namespace Webinars.Adapters.Tests.Sandbox.Rtmp;

/// <summary>Whoever connects and says nothing, or not enough, is not waited for.</summary>
public sealed class RtmpPatienceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2000)]
    [InlineData(int.MaxValue)]
    public async Task Ten_seconds_without_a_publish_or_a_picture_are_the_end(int said)
    {
        Stage.NeedFfmpeg();
        await using var mux = await MuxTestHost.StartIngestAsync(stopped: true);
        var (stream, key) = await mux.StreamAsync();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", mux.Options.Ingest.Port!.Value, MuxTestHost.Cancelled);
        var bytes = ClientBytes.Publishing(key).ToArray();
        await client.GetStream().WriteAsync(bytes.AsMemory(0, Math.Min(said, bytes.Length)), MuxTestHost.Cancelled);
        var ending = ReadToEndAsync(client);
        await MuxTestHost.UntilAsync(
            async () =>
            {
                Assert.False(ending.IsCompleted && mux.Clock.GetUtcNow() < mux.Clock.Start.AddSeconds(10), "It was cut off too early");
                mux.Clock.Advance(TimeSpan.FromSeconds(1));
                return await Task.WhenAny(ending, Task.Delay(50)) == ending;
            },
            "the end of the connection");
        await ending;
        Assert.Equal("idle", await mux.StatusAsync(stream));
    }

    private static async Task ReadToEndAsync(TcpClient client)
    {
        var answer = new byte[8192];
        while (await client.GetStream().ReadAsync(answer, MuxTestHost.Cancelled) > 0)
        {
        }
    }
}
