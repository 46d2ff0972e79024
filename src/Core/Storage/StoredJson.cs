using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webinars.Storage;

/// <summary>How records stand in the store: camelCase, words instead of enum numbers, nothing for null; unknown members are left alone.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static T? Read<T>(this Document? document) where T : class =>
        document is null ? null : JsonSerializer.Deserialize<T>(document.Json, Options);

    public static Put Put<T>(string kind, string id, T value, long? expected, IReadOnlyList<DocumentKey> keys) =>
        new(kind, id, JsonSerializer.Serialize(value, Options), expected, keys);
}
