using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Webinars.Storage;

namespace Webinars.Log;

/// <summary>Events as JSON with their <c>type</c>: the same shape in the store and on the wire.</summary>
/// <remarks>A new event is a new record: its name is found here by itself.</remarks>
public static class RoomEventJson
{
    public static IReadOnlyDictionary<string, Type> Types { get; } = typeof(RoomEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(RoomEvent)) && !type.IsAbstract && type != typeof(UnknownEvent))
        .ToDictionary(type => JsonNamingPolicy.CamelCase.ConvertName(type.Name));

    public static JsonSerializerOptions Options { get; } = new(StoredJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameTypes } },
    };

    public static string Write(RoomEvent happened) => JsonSerializer.Serialize(happened, Options);

    public static RoomEvent Read(StoredEvent stored)
    {
        try
        {
            return JsonSerializer.Deserialize<RoomEvent>(stored.Json, Options)! with { Position = stored.Position };
        }
        catch (JsonException) when (IsUnknown(stored.Json))
        {
            return new UnknownEvent { Position = stored.Position };
        }
    }

    /// <summary>While versions change, nodes of the older one read what the newer one wrote.</summary>
    private static bool IsUnknown(string json)
    {
        using var happened = JsonDocument.Parse(json);
        return happened.RootElement.TryGetProperty("type", out var type) && type.GetString() is { } name && !Types.ContainsKey(name);
    }

    private static void NameTypes(JsonTypeInfo info)
    {
        if (info.Type != typeof(RoomEvent))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
        foreach (var (name, type) in Types)
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, name));
        }
    }
}
