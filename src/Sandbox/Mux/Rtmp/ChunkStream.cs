using System.Buffers;
using System.Buffers.Binary;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>What was last said on one chunk stream, and the message that is arriving on it.</summary>
internal sealed class ChunkStream
{
    private const uint SaidBehind = 0xFFFFFF;

    public bool Known { get; private set; }
    public bool Extended { get; private set; }
    public int Length { get; set; }
    public MessageType Type { get; private set; }
    public uint StreamId { get; private set; }

    /// <summary>As the header says it: the time itself with the first kind of header, what is to be added with the others.</summary>
    public uint Time { get; set; }

    public uint Timestamp { get; set; }

    /// <summary>Null between two messages.</summary>
    public ArrayBufferWriter<byte>? Arriving { get; set; }

    public void Take(int kind, ReadOnlySpan<byte> header)
    {
        Time = UInt24(header);
        Extended = Time == SaidBehind;
        if (kind < 2)
        {
            Length = (int)UInt24(header[3..]);
            Type = (MessageType)header[6];
        }

        if (kind == 0)
        {
            StreamId = BinaryPrimitives.ReadUInt32LittleEndian(header[7..]);
            Known = true;
        }
    }

    private static uint UInt24(ReadOnlySpan<byte> bytes) => ((uint)bytes[0] << 16) | ((uint)bytes[1] << 8) | bytes[2];
}
