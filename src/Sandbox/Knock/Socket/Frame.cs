using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Socket;

/// <summary>One message of a Phoenix socket, serializer 2.0.0: <c>[join_ref, ref, topic, event, payload]</c>.</summary>
internal sealed record Frame(string? JoinRef, string? Ref, string Topic, string Event, JsonObject Payload)
{
    /// <returns>Null for what is no frame.</returns>
    public static Frame? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes) is JsonArray { Count: 5 } parts && Text(parts[2]) is { } topic && Text(parts[3]) is { } name
                ? new Frame(Text(parts[0]), Text(parts[1]), topic, name, parts[4] as JsonObject ?? [])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(new JsonArray(JoinRef, Ref, Topic, Event, Payload));

    public Frame Reply(string status, string? reason = null)
    {
        JsonObject response = reason is null ? [] : new JsonObject { ["reason"] = reason };
        return this with { Event = "phx_reply", Payload = new JsonObject { ["status"] = status, ["response"] = response } };
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;
}
