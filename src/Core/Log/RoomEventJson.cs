using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Webinars.Storage;

namespace Webinars.Log;

/// <summary>Events as JSON with their <c>type</c>: the same shape in the store and on the wire.</summary>
/// <remarks>A new event is a new record: its name is found here by itself.</remarks>
public static class RoomEventJson
{
    public static IReadOnlyDictionary<string, Type> Types { get; } = typeof(RoomEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(RoomEvent)) && !type.IsAbstract)
        .ToDictionary(type => JsonNamingPolicy.CamelCase.ConvertName(type.Name));

    public static JsonSerializerOptions Options { get; } = new(StoredJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameTypes } },
    };

    public static string Write(RoomEvent happened) => JsonSerializer.Serialize(happened, Options);

    public static RoomEvent Read(StoredEvent stored) =>
        JsonSerializer.Deserialize<RoomEvent>(stored.Json, Options)! with { Position = stored.Position };

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
