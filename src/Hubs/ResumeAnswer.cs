using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Webinars.Hubs.Wires;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>What a call of Resume is answered with as one WebSocket message: a pulse and the completion, records of the hub protocol. The long part of it is not copied for each.</summary>
internal static class ResumeAnswer
{
    /// <summary>Of the resumption, of the completion, and of its record.</summary>
    private static readonly byte[] End = [.. "}}"u8, 0x1e];

    public static List<ArraySegment<byte>> Parts(string call, Resumption resumed, Pulse pulse)
    {
        var (own, shared) = resumed.ToJson();
        var head = new ArrayBufferWriter<byte>(1024);
        SharedFrame.WriteCall(nameof(IRoomClient.Pulse), pulse, head);
        head.Write("{\"type\":3,\"invocationId\":"u8);
        head.Write(JsonSerializer.SerializeToUtf8Bytes(call));
        head.Write(",\"result\":"u8);
        head.Write(own);

        var header = new byte[SharedFrame.LongestHeader];
        var length = SharedFrame.WriteHeader(head.WrittenCount + shared.Length + End.Length, header);
        return [new(header, 0, length), Segment(head.WrittenMemory), Segment(shared), End];
    }

    private static ArraySegment<byte> Segment(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : throw new InvalidOperationException();
}
