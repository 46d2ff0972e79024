using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Json;
using Webinars.Hubs.Wires;

namespace Webinars.Web.Tests;

/// <summary>Reads what went out by a wire: whole WebSocket messages of a server, one record of the hub protocol in each.</summary>
internal static class SentFrames
{
    /// <summary>A way out of which SignalR's answer to the handshake has been heard.</summary>
    public static async Task<Wire> Open(Pipe pipe, TimeProvider time)
    {
        var wire = new Wire(pipe.Writer.AsStream(), null, time);

        // A pipe that holds less than this takes it only when it is read.
        var greeting = wire.WriteAsync(new byte[] { 0x81, 3, (byte)'{', (byte)'}', 0x1e });
        Assert.True(pipe.Reader.TryRead(out var read));
        pipe.Reader.AdvanceTo(read.Buffer.End);
        await greeting;
        return wire;
    }

    /// <returns>The records that are there by now.</returns>
    public static List<JsonElement> Take(PipeReader sent)
    {
        var records = new List<JsonElement>();
        while (sent.TryRead(out var read) && !read.Buffer.IsEmpty)
        {
            var rest = read.Buffer;
            while (Whole(rest) is var (header, length) && length > 0)
            {
                // Without the end mark.
                records.Add(JsonElement.Parse(rest.Slice(header, length - 1).ToArray()));
                rest = rest.Slice(header + length);
            }

            var isStuck = rest.Length == read.Buffer.Length;
            sent.AdvanceTo(rest.Start, read.Buffer.End);
            if (isStuck)
            {
                break;
            }
        }

        return records;
    }

    /// <returns>Of the first message; length 0 while it is not whole.</returns>
    private static (int Header, int Length) Whole(ReadOnlySequence<byte> bytes)
    {
        Span<byte> head = stackalloc byte[10];
        var there = (int)Math.Min(head.Length, bytes.Length);
        bytes.Slice(0, there).CopyTo(head);
        if (there < 2)
        {
            return (0, 0);
        }

        Assert.Equal(0x81, head[0]);
        var (header, length) = head[1] switch
        {
            < 126 => (2, head[1]),
            126 => (4, BinaryPrimitives.ReadUInt16BigEndian(head[2..])),
            _ => (10, checked((int)BinaryPrimitives.ReadUInt64BigEndian(head[2..]))),
        };
        return bytes.Length >= header + length ? (header, length) : (header, 0);
    }
}
