using System.Buffers;
using System.Buffers.Binary;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>Puts messages together from chunks (RTMP 1.0, section 5.3). Chunk sizes and aborts are obeyed in here.</summary>
/// <remarks>Memory is taken as bytes arrive, never because a header says how many are to come.</remarks>
internal sealed class ChunkReader(RtmpInput input)
{
    private const int MaxStreams = 64;
    private const int MaxHeld = 16 * 1024 * 1024;
    private const int Step = 16 * 1024;

    private readonly Dictionary<int, ChunkStream> _streams = [];
    private int _chunkSize = 128;
    private int _held;

    /// <summary>Bytes; what is longer ends the connection.</summary>
    public int MaxMessage { get; set; } = 64 * 1024;

    public async ValueTask<RtmpMessage> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await ReadChunkAsync(cancellation) is not { } message)
            {
                continue;
            }

            switch (message.Type)
            {
                case MessageType.SetChunkSize:
                    _chunkSize = Number(message) is > 0 and <= 0xFFFFFF and var size ? (int)size : throw new RtmpException("It asked for a chunk size that cannot be");
                    break;
                case MessageType.Abort:
                    Abort((int)Math.Min(Number(message), int.MaxValue));
                    break;
                default:
                    return message;
            }
        }
    }

    private async ValueTask<RtmpMessage?> ReadChunkAsync(CancellationToken cancellation)
    {
        var first = (await input.ReadAsync(1, cancellation)).Span[0];
        var stream = Find(await ReadIdAsync(first & 0x3F, cancellation));
        await ReadHeaderAsync(stream, first >> 6, cancellation);
        var buffer = stream.Arriving!;
        for (var rest = Math.Min(_chunkSize, stream.Length - buffer.WrittenCount); rest > 0;)
        {
            var part = Math.Min(rest, Step);
            if ((_held += part) > MaxHeld)
            {
                throw new RtmpException("It began more messages at once than we hold");
            }

            await input.ReadAsync(buffer.GetMemory(part)[..part], cancellation);
            buffer.Advance(part);
            rest -= part;
        }

        if (buffer.WrittenCount < stream.Length)
        {
            return null;
        }

        Drop(stream);
        return new RtmpMessage(stream.Type, stream.StreamId, stream.Timestamp, buffer.WrittenMemory);
    }

    private async ValueTask<int> ReadIdAsync(int inHeader, CancellationToken cancellation)
    {
        if (inHeader > 1)
        {
            return inHeader;
        }

        var more = await input.ReadAsync(inHeader + 1, cancellation);
        return 64 + (inHeader == 0 ? more.Span[0] : BinaryPrimitives.ReadUInt16LittleEndian(more.Span));
    }

    /// <param name="kind">0: everything is said anew; 1: without the stream; 2: only the time; 3: nothing, as before or the next part.</param>
    private async ValueTask ReadHeaderAsync(ChunkStream stream, int kind, CancellationToken cancellation)
    {
        if (stream.Arriving is not null && kind != 3)
        {
            throw new RtmpException("It began a message before the one before was whole");
        }

        if (!stream.Known && kind != 0)
        {
            throw new RtmpException("It left out what it had never said");
        }

        if (kind < 3)
        {
            var header = await input.ReadAsync(kind switch { 0 => 11, 1 => 7, _ => 3 }, cancellation);
            stream.Take(kind, header.Span);
        }

        if (stream.Extended)
        {
            // Also before the later parts of one message.
            var time = BinaryPrimitives.ReadUInt32BigEndian((await input.ReadAsync(4, cancellation)).Span);
            stream.Time = kind < 3 ? time : stream.Time;
        }

        if (stream.Arriving is null)
        {
            stream.Length = stream.Length <= MaxMessage ? stream.Length : throw new RtmpException($"It sent a message of more than {MaxMessage} bytes");
            stream.Timestamp = kind == 0 ? stream.Time : unchecked(stream.Timestamp + stream.Time);
            stream.Arriving = new ArrayBufferWriter<byte>();
        }
    }

    private ChunkStream Find(int id)
    {
        if (!_streams.TryGetValue(id, out var stream))
        {
            _streams[id] = stream = _streams.Count < MaxStreams ? new ChunkStream() : throw new RtmpException($"It opened more than {MaxStreams} chunk streams");
        }

        return stream;
    }

    private void Abort(int id)
    {
        if (_streams.TryGetValue(id, out var stream) && stream.Arriving is not null)
        {
            Drop(stream);
        }
    }

    private void Drop(ChunkStream stream)
    {
        _held -= stream.Arriving!.WrittenCount;
        stream.Arriving = null;
    }

    private static uint Number(RtmpMessage message) => message.Payload.Length >= 4
        ? BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span)
        : throw new RtmpException("It sent a control message that is too short");
}
