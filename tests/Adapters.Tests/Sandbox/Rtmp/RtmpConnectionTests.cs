using System.Text;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Adapters.Tests.Sandbox.Rtmp;

public sealed class RtmpConnectionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    public async Task A_publisher_is_understood_whether_it_signs_its_handshake_or_not(byte version)
    {
        var bytes = ClientBytes.WholeVisit();
        bytes[1 + 4] = version;
        var wire = new Wire(bytes);
        await using var connection = new RtmpConnection(wire, "app");
        Assert.Equal("key", await connection.ReadPublishAsync(MuxTestHost.Cancelled));
        var heard = wire.Heard.ToArray();
        Assert.Equal(3, heard[0]);
        Assert.Equal([0, 0, 0, 0], heard[5..9]); // "I sign nothing."
        Assert.Equal(bytes[1..1537], heard[1537..3073]);
        await connection.AcceptAsync(MuxTestHost.Cancelled);
        var media = new List<RtmpMessage>();
        while (await connection.ReadMediaAsync(MuxTestHost.Cancelled) is { } message)
        {
            media.Add(message);
        }

        Assert.Equal([MessageType.Data, MessageType.Video, MessageType.Audio, MessageType.Video, MessageType.Audio], media.Select(x => x.Type));
        Assert.Equal(0x1000000u, media[^1].Timestamp);
        var said = Encoding.Latin1.GetString(wire.Heard.ToArray());
        Assert.Contains("NetConnection.Connect.Success", said, StringComparison.Ordinal);
        Assert.Contains("NetStream.Publish.Start", said, StringComparison.Ordinal);
        Assert.EndsWith("\x00\x07\x00\x00\x00\x09", said, StringComparison.Ordinal); // The answer to its ping.
    }

    [Fact]
    public async Task A_stream_key_is_what_stands_before_the_question_mark()
    {
        await using var connection = new RtmpConnection(new Wire(ClientBytes.Publishing("key?user=x").ToArray()), "app");
        Assert.Equal("key", await connection.ReadPublishAsync(MuxTestHost.Cancelled));
    }

    [Fact]
    public async Task What_arrives_is_acknowledged()
    {
        var bytes = ClientBytes.Publishing().Number(MessageType.WindowAcknowledgementSize, 200_000);
        for (var i = 0; i < 10; i++)
        {
            bytes.Message(6, MessageType.Video, new byte[60_000]);
        }

        var wire = new Wire(bytes.ToArray());
        await using var connection = new RtmpConnection(wire, "app");
        await connection.ReadPublishAsync(MuxTestHost.Cancelled);
        var before = wire.Heard.Length;
        await Assert.ThrowsAsync<EndOfStreamException>(async () =>
        {
            while (await connection.ReadMediaAsync(MuxTestHost.Cancelled) is not null)
            {
            }
        });

        // 5 acknowledgements of 16 bytes: one for every 100,000 bytes.
        Assert.Equal(before + 5 * 16, wire.Heard.Length);
    }

    [Fact]
    public async Task Another_application_is_told_so()
    {
        var wire = new Wire(new ClientBytes().Handshake().Command("connect", 1.0, new Dictionary<string, object?> { ["app"] = "live" }).ToArray());
        await using var connection = new RtmpConnection(wire, "app");
        await Assert.ThrowsAsync<RtmpException>(() => connection.ReadPublishAsync(MuxTestHost.Cancelled));
        Assert.Contains("NetConnection.Connect.InvalidApp", Encoding.Latin1.GetString(wire.Heard.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_talks_without_publishing_is_cut_off()
    {
        var bytes = new ClientBytes().Handshake();
        for (var i = 0; i < 100; i++)
        {
            bytes.Command("_checkbw", (double)i, null);
        }

        await using var connection = new RtmpConnection(new Wire(bytes.ToArray()), "app");
        await Assert.ThrowsAsync<RtmpException>(() => connection.ReadPublishAsync(MuxTestHost.Cancelled));
    }
}
