using System.Text.Json;

namespace Webinars.Adapters.Redis;

/// <summary>What travels in a channel, as JSON: which node says it, and what.</summary>
internal sealed record Envelope<T>(Guid From, T? News)
    where T : class
{
    // Nodes of the next version may put the type anywhere, and say more.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true };

    public static byte[] Write(Guid from, T news) => JsonSerializer.SerializeToUtf8Bytes(new Envelope<T>(from, news), Json);

    /// <returns>Null when it is one's own, or nothing that this version knows.</returns>
    public static T? Read(ReadOnlyMemory<byte> message, Guid self)
    {
        try
        {
            return JsonSerializer.Deserialize<Envelope<T>>(message.Span, Json) is { News: { } news, From: var from } && from != self ? news : null;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
