using System.Buffers.Binary;

namespace Webinars.LoadTests.Attendees;

/// <summary>The little of RFC 6455 that a client of our own servers needs.</summary>
/// <param name="Opcode">0 continuation, 1 text, 8 close, 9 ping, 10 pong.</param>
internal readonly record struct WebSocketFrame(int Opcode, int HeaderLength, int PayloadLength)
{
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;
    private const int Mask = 4;

    public int Length => HeaderLength + PayloadLength;

    public bool IsData => Opcode <= 2;

    /// <returns>Null while its header is not complete.</returns>
    public static WebSocketFrame? Read(ReadOnlySpan<byte> received)
    {
        if (received.Length < 2)
        {
            return null;
        }

        var (opcode, length) = (received[0] & 0xf, received[1] & 0x7f);
        return length switch
        {
            < 126 => new WebSocketFrame(opcode, 2, length),
            126 => received.Length < 4 ? null : new WebSocketFrame(opcode, 4, BinaryPrimitives.ReadUInt16BigEndian(received[2..])),
            _ => received.Length < 10 ? null : new WebSocketFrame(opcode, 10, checked((int)BinaryPrimitives.ReadUInt64BigEndian(received[2..]))),
        };
    }

    /// <summary>A whole message of a client. Its mask is zero, which the standard's form allows and leaves the bytes as they are.</summary>
    public static byte[] Write(int opcode, ReadOnlySpan<byte> payload)
    {
        var header = payload.Length < 126 ? 2 : 4;
        var frame = new byte[header + Mask + payload.Length];
        frame[0] = (byte)(0x80 | opcode);
        frame[1] = (byte)(0x80 | (header == 2 ? payload.Length : 126));
        if (header == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), checked((ushort)payload.Length));
        }

        payload.CopyTo(frame.AsSpan(header + Mask));
        return frame;
    }
}
