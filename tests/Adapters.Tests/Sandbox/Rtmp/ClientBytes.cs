using System.Buffers.Binary;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Adapters.Tests.Sandbox.Rtmp;

/// <summary>What an RTMP client writes, byte by byte, right or deliberately not.</summary>
internal sealed class ClientBytes
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ClientBytes Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public ClientBytes Handshake(byte version = 3, byte signed = 0)
    {
        var c1 = new byte[1536];
        c1[4] = signed; // Clients that sign say their version here.
        return Raw(version).Raw(c1).Raw(new byte[1536]);
    }

    /// <summary>A whole message with the first kind of header, in parts of <paramref name="chunk"/> bytes.</summary>
    public ClientBytes Message(int stream, MessageType type, ReadOnlySpan<byte> payload, uint time = 0, int chunk = 128, uint streamId = 0)
    {
        Head(0, stream).UInt24(Math.Min(time, 0xFFFFFF)).UInt24((uint)payload.Length).Raw((byte)type);
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(id, streamId);
        Raw(id).Extended(time);
        for (var at = 0; at < payload.Length; at += chunk)
        {
            if (at > 0)
            {
                Head(3, stream).Extended(time);
            }

            Raw(payload.Slice(at, Math.Min(chunk, payload.Length - at)));
        }

        return this;
    }

    public ClientBytes Command(params object?[] values) => Message(3, MessageType.Command, Amf0.Write(values));

    public ClientBytes Number(MessageType type, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return Message(2, type, bytes);
    }

    public ClientBytes Head(int kind, int stream) => stream switch
    {
        < 64 => Raw((byte)(kind << 6 | stream)),
        < 320 => Raw((byte)(kind << 6), (byte)(stream - 64)),
        _ => Raw((byte)(kind << 6 | 1), (byte)((stream - 64) & 0xFF), (byte)((stream - 64) >> 8)),
    };

    public ClientBytes UInt24(uint number) => Raw((byte)(number >> 16), (byte)(number >> 8), (byte)number);

    public ClientBytes UInt32(uint number) => UInt24(number >> 8).Raw((byte)number);

    private ClientBytes Extended(uint time) => time >= 0xFFFFFF ? UInt32(time) : this;

    /// <summary>A client that does everything right, up to <c>publish</c>.</summary>
    public static ClientBytes Publishing(string key = "key") => new ClientBytes().Handshake()
        .Command("connect", 1.0, new Dictionary<string, object?> { ["app"] = "app", ["tcUrl"] = "rtmp://localhost/app", ["type"] = "nonprivate" })
        .Command("releaseStream", 2.0, null, key)
        .Command("FCPublish", 3.0, null, key)
        .Command("createStream", 4.0, null)
        .Command("publish", 5.0, null, key, "live");

    /// <summary>… and sends a little of everything, and leaves.</summary>
    public static byte[] WholeVisit() => Publishing().Number(MessageType.SetChunkSize, 4096)
        .Message(4, MessageType.Data, Amf0.Write("@setDataFrame", "onMetaData", new Dictionary<string, object?> { ["width"] = 1280.0, ["height"] = 720.0, ["stereo"] = true }))
        .Message(6, MessageType.Video, [0x17, 0, 0, 0, 0, 1, 0x4d, 0x40, 0x1f, 0xff, 0xe1, 0, 4, 1, 2, 3, 4, 1, 0, 2, 1, 2])
        .Message(4, MessageType.Audio, [0xaf, 0, 0x12, 0x10])
        .Message(6, MessageType.Video, [0x17, 1, 0, 0, 0, .. new byte[9000]], time: 40, chunk: 4096)
        .Message(4, MessageType.Audio, [0xaf, 1, 5, 6, 7], time: 0x1000000)
        .Number(MessageType.Abort, 6)
        .Message(2, MessageType.UserControl, [0, 6, 0, 0, 0, 9])
        .Command("FCUnpublish", 6.0, null, "key")
        .Command("deleteStream", 7.0, null, 1.0)
        .ToArray();
}
