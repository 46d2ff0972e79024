using System.Buffers.Binary;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>What a publisher sends, as a file: a head, then a tag per message.</summary>
internal static class Flv
{
    private const int TagHead = 11;

    /// <summary>Version 1, with sound and picture.</summary>
    public static readonly byte[] Head = [(byte)'F', (byte)'L', (byte)'V', 1, 5, 0, 0, 0, 9, 0, 0, 0, 0];

    public static byte[] Tag(RtmpMessage message, uint timestamp)
    {
        var size = message.Payload.Length;
        var tag = new byte[TagHead + size + 4];
        BinaryPrimitives.WriteInt32BigEndian(tag, size);
        tag[0] = (byte)message.Type;
        BinaryPrimitives.WriteUInt32BigEndian(tag.AsSpan(4), timestamp << 8 | timestamp >> 24);
        message.Payload.CopyTo(tag.AsMemory(TagHead));
        BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(TagHead + size), TagHead + size);
        return tag;
    }
}
