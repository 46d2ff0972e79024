using System.Buffers.Binary;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>What a server has to say: short messages, each in as many chunks as it needs.</summary>
internal sealed class ChunkWriter(Stream output)
{
    public const int ChunkSize = 4096;
    private const byte Control = 2;
    private const byte Commands = 3;

    private int _size = 128;

    public async Task ControlAsync(MessageType type, CancellationToken cancellation, params uint[] numbers)
    {
        var payload = new byte[numbers.Length * 4];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(i * 4), numbers[i]);
        }

        await WriteAsync(Control, type, 0, payload, cancellation);
    }

    /// <summary>From here on the chunks are larger.</summary>
    public async Task SetChunkSizeAsync(CancellationToken cancellation)
    {
        await ControlAsync(MessageType.SetChunkSize, cancellation, ChunkSize);
        _size = ChunkSize;
    }

    public Task PeerBandwidthAsync(uint bytes, CancellationToken cancellation)
    {
        var payload = new byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(payload, bytes);
        payload[4] = 2; // "Dynamic": as the window, if nothing else was said.
        return WriteAsync(Control, MessageType.SetPeerBandwidth, 0, payload, cancellation);
    }

    /// <param name="about">What it speaks of: a stream, a time.</param>
    public Task UserControlAsync(ushort what, uint about, CancellationToken cancellation)
    {
        var payload = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(payload, what);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(2), about);
        return WriteAsync(Control, MessageType.UserControl, 0, payload, cancellation);
    }

    public Task CommandAsync(uint streamId, CancellationToken cancellation, params object?[] values) =>
        WriteAsync(Commands, MessageType.Command, streamId, Amf0.Write(values), cancellation);

    private async Task WriteAsync(byte chunkStream, MessageType type, uint streamId, byte[] payload, CancellationToken cancellation)
    {
        var bytes = new List<byte>(payload.Length + 16)
        {
            chunkStream, 0, 0, 0, (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, (byte)type,
            (byte)streamId, (byte)(streamId >> 8), (byte)(streamId >> 16), (byte)(streamId >> 24),
        };
        for (var at = 0; at < payload.Length; at += _size)
        {
            if (at > 0)
            {
                bytes.Add((byte)(0xC0 | chunkStream));
            }

            bytes.AddRange(payload.AsSpan(at, Math.Min(_size, payload.Length - at)));
        }

        await output.WriteAsync(bytes.ToArray(), cancellation);
    }
}
