using System.Buffers;
using System.Buffers.Binary;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using Webinars.Log;

namespace Webinars.Hubs.Wires;

/// <summary>A call of the browser's as the bytes of one WebSocket message (RFC 6455 5.2): made once, sent to any number of connections, for a server's frames bear no mask.</summary>
internal sealed class SharedFrame
{
    private const byte WholeText = 0x81;
    private const byte TwoBytes = 126;
    private const byte EightBytes = 127;
    private static readonly JsonHubProtocol Json = new(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = RoomEventJson.Options }));

    /// <param name="target">A method of <see cref="IRoomClient"/>.</param>
    /// <param name="argument">Its one argument.</param>
    public SharedFrame(string target, object argument)
    {
        var message = new ArrayBufferWriter<byte>(1024);
        Json.WriteMessage(new InvocationMessage(target, [argument]), message);
        Bytes = Framed(message.WrittenSpan);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    private static byte[] Framed(ReadOnlySpan<byte> payload)
    {
        var header = payload.Length < TwoBytes ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        var frame = new byte[header + payload.Length];
        frame[0] = WholeText;
        switch (header)
        {
            case 2:
                frame[1] = (byte)payload.Length;
                break;
            case 4:
                frame[1] = TwoBytes;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = EightBytes;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }

        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }
}
