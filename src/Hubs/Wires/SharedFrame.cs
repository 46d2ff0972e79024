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
    public const int LongestHeader = 10;
    private const byte WholeText = 0x81;
    private const byte TwoBytes = 126;
    private const byte EightBytes = 127;
    private static readonly JsonHubProtocol Json = new(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = RoomEventJson.Options }));

    /// <param name="target">A method of <see cref="IRoomClient"/>.</param>
    /// <param name="argument">Its one argument.</param>
    public SharedFrame(string target, object argument)
    {
        var message = new ArrayBufferWriter<byte>(1024);
        WriteCall(target, argument, message);
        Bytes = Framed(message.WrittenSpan);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <param name="length">Bytes of the message.</param>
    /// <param name="header">Takes up to <see cref="LongestHeader"/> bytes.</param>
    /// <returns>How many they are.</returns>
    public static int WriteHeader(int length, Span<byte> header)
    {
        header[0] = WholeText;
        switch (length)
        {
            case < TwoBytes:
                header[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                header[1] = TwoBytes;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                return 4;
            default:
                header[1] = EightBytes;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                return LongestHeader;
        }
    }

    /// <summary>Writes a call of a method of <see cref="IRoomClient"/> as a record of the hub protocol.</summary>
    public static void WriteCall(string target, object argument, IBufferWriter<byte> to) => Json.WriteMessage(new InvocationMessage(target, [argument]), to);

    private static byte[] Framed(ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        return [.. header[..WriteHeader(payload.Length, header)], .. payload];
    }
}
