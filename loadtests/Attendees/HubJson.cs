using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.LoadTests.Attendees;

/// <summary>
/// Records of the JSON hub protocol, read by looking for a few bytes rather than as a tree.
/// Quotes inside a text are escaped on the wire, so that a quoted name found here is never somebody's text.
/// </summary>
internal static class HubJson
{
    /// <summary>Stands behind every record, and nowhere in JSON.</summary>
    public const byte End = 0x1e;

    public static ReadOnlySpan<byte> Handshake => "{\"protocol\":\"json\",\"version\":1}\u001e"u8;

    public static ReadOnlySpan<byte> Ping => "{\"type\":6}\u001e"u8;

    public static RecordKind Kind(ReadOnlySpan<byte> record) =>
        record.StartsWith("{\"type\":1,\"target\":\"Frame\""u8) ? RecordKind.Frame
        : record.StartsWith("{\"type\":1,\"target\":\"Pulse\""u8) ? RecordKind.Pulse
        : record.StartsWith("{\"type\":3,"u8) ? RecordKind.Completion
        : record.StartsWith("{\"type\":6"u8) ? RecordKind.Ping
        : RecordKind.Other;

    /// <param name="name">With quotes and colon.</param>
    /// <returns>The first number of this name; null when there is none.</returns>
    public static long? Number(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name) =>
        record.IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(record[(at + name.Length)..], out long number, out _) ? number : null;

    /// <param name="name">With quotes, colon and the opening quote.</param>
    public static string? Text(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name)
    {
        if (record.IndexOf(name) is not (>= 0 and var at))
        {
            return null;
        }

        var rest = record[(at + name.Length)..];
        return rest.IndexOf((byte)'"') is >= 0 and var end ? Encoding.UTF8.GetString(rest[..end]) : null;
    }

    public static byte[] Invocation(string id, string method, object?[] arguments)
    {
        var call = new JsonObject
        {
            ["type"] = 1,
            ["invocationId"] = id,
            ["target"] = method,
            ["arguments"] = JsonSerializer.SerializeToNode(arguments),
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(call), End];
    }
}
