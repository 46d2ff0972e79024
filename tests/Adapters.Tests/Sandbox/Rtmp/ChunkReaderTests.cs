using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Adapters.Tests.Sandbox.Rtmp;

public sealed class ChunkReaderTests
{
    private static readonly byte[] Long = [.. Enumerable.Range(0, 300).Select(x => (byte)x)];

    [Fact]
    public async Task Every_kind_of_header_is_understood()
    {
        var bytes = new ClientBytes().Message(4, MessageType.Audio, [1, 2, 3], time: 1000, streamId: 1)
            .Head(1, 4).UInt24(20).UInt24(2).Raw((byte)MessageType.Video).Raw(4, 5)
            .Head(2, 4).UInt24(30).Raw(6, 7)
            .Head(3, 4).Raw(8, 9);
        var read = await ReadAllAsync(bytes);
        Assert.Equal([(MessageType.Audio, 1000u), (MessageType.Video, 1020u), (MessageType.Video, 1050u), (MessageType.Video, 1080u)], read.Select(x => (x.Type, x.Timestamp)));
        Assert.All(read, x => Assert.Equal(1u, x.StreamId));
        Assert.Equal([8, 9], read[^1].Payload.ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(319)]
    [InlineData(320)]
    [InlineData(65599)]
    public async Task Chunk_streams_have_numbers_of_one_to_three_bytes(int stream) =>
        Assert.Equal(Long, Assert.Single(await ReadAllAsync(new ClientBytes().Message(stream, MessageType.Data, Long))).Payload.ToArray());

    [Fact]
    public async Task A_time_of_more_than_24_bits_stands_before_every_part()
    {
        var bytes = new ClientBytes().Message(4, MessageType.Audio, Long, time: 0xFFFFFF).Message(4, MessageType.Audio, Long, time: 0xFFFFFFF0)
            .Head(2, 4).UInt24(0x20).Raw(Long.AsSpan(..128)).Head(3, 4).Raw(Long.AsSpan(128..256)).Head(3, 4).Raw(Long.AsSpan(256..));
        var read = await ReadAllAsync(bytes);
        Assert.Equal([0xFFFFFFu, 0xFFFFFFF0u, 0x10u], read.Select(x => x.Timestamp));
        Assert.All(read, x => Assert.Equal(Long, x.Payload.ToArray()));
    }

    [Fact]
    public async Task Messages_may_be_interleaved_and_the_chunk_size_changed_between_their_parts()
    {
        var bytes = new ClientBytes()
            .Head(0, 6).UInt24(7).UInt24(300).Raw((byte)MessageType.Video, 1, 0, 0, 0).Raw(Long.AsSpan(..128))
            .Message(4, MessageType.Audio, [1, 2])
            .Number(MessageType.SetChunkSize, 200)
            .Head(3, 6).Raw(Long.AsSpan(128..));
        var read = await ReadAllAsync(bytes);
        Assert.Equal([MessageType.Audio, MessageType.Video], read.Select(x => x.Type));
        Assert.Equal(Long, read[1].Payload.ToArray());
    }

    [Fact]
    public async Task An_aborted_message_is_forgotten_and_the_next_one_is_whole()
    {
        var bytes = new ClientBytes()
            .Head(0, 6).UInt24(7).UInt24(300).Raw((byte)MessageType.Video, 1, 0, 0, 0).Raw(Long.AsSpan(..128))
            .Number(MessageType.Abort, 6)
            .Message(6, MessageType.Video, [9]);
        Assert.Equal([9], Assert.Single(await ReadAllAsync(bytes)).Payload.ToArray());
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "a header that leaves out what was never said", new ClientBytes().Head(1, 4).Raw(new byte[7]).ToArray() },
        { "a message within a message", new ClientBytes().Head(0, 6).UInt24(7).UInt24(300).Raw(9, 1, 0, 0, 0).Raw(Long.AsSpan(..128)).Message(6, MessageType.Video, [9]).ToArray() },
        { "a chunk size of nothing", new ClientBytes().Number(MessageType.SetChunkSize, 0).ToArray() },
        { "a chunk size without end", new ClientBytes().Number(MessageType.SetChunkSize, 0x80000000).ToArray() },
        { "a control message that is too short", new ClientBytes().Message(2, MessageType.SetChunkSize, [1]).ToArray() },
        { "a message that is too long", new ClientBytes().Head(0, 6).UInt24(0).UInt24(64 * 1024 + 1).Raw(9, 1, 0, 0, 0).ToArray() },
        { "too many chunk streams", Enumerable.Range(3, 65).Aggregate(new ClientBytes(), (all, x) => all.Message(x, MessageType.Data, [1])).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_cannot_be_ends_the_connection(string what, byte[] bytes)
    {
        var error = await Assert.ThrowsAsync<RtmpException>(() => ReadAllAsync(new ClientBytes().Raw(bytes)));
        Assert.True(error.Message.Length > 0, what);
    }

    [Fact]
    public async Task Many_messages_that_are_begun_and_never_finished_are_not_held_for_ever()
    {
        var bytes = new ClientBytes().Number(MessageType.SetChunkSize, 0xFFFFFF);
        for (var stream = 3; stream < 60; stream++)
        {
            bytes.Number(MessageType.SetChunkSize, 1024 * 1024).Head(0, stream).UInt24(0).UInt24(8 * 1024 * 1024).Raw(9, 1, 0, 0, 0).Raw(new byte[1024 * 1024]);
        }

        await Assert.ThrowsAsync<RtmpException>(() => ReadAllAsync(bytes, max: 8 * 1024 * 1024));
    }

    private static async Task<List<RtmpMessage>> ReadAllAsync(ClientBytes bytes, int max = 64 * 1024)
    {
        await using var input = new RtmpInput(new MemoryStream(bytes.ToArray()));
        var reader = new ChunkReader(input) { MaxMessage = max };
        var read = new List<RtmpMessage>();
        try
        {
            while (true)
            {
                read.Add(await reader.ReadAsync(MuxTestHost.Cancelled));
            }
        }
        catch (EndOfStreamException)
        {
            return read;
        }
    }
}
