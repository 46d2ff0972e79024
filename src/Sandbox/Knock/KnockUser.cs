using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock;

/// <summary>A recipient: whatever was said of them, and what they want to see.</summary>
public sealed class KnockUser
{
    /// <summary>Said along with properties, but kept elsewhere or not at all.</summary>
    private static readonly string[] NoProperties = ["id", "__typename", "updated_at", "channel_data", "preferences"];

    public required string Id { get; init; }

    public required long Number { get; init; }

    public JsonObject Properties { get; init; } = [];

    /// <summary>Preference sets by id; the one in force is <c>default</c>.</summary>
    public Dictionary<string, JsonObject> Preferences { get; init; } = [];

    public DateTimeOffset UpdatedAt { get; set; }

    public void Take(JsonObject properties, DateTimeOffset now)
    {
        foreach (var (name, value) in properties.Where(x => !NoProperties.Contains(x.Key)))
        {
            Properties[name] = value?.DeepClone();
        }

        foreach (var (id, set) in properties["preferences"] as JsonObject ?? [])
        {
            Preferences[id] = set is JsonObject given ? (JsonObject)given.DeepClone() : [];
        }

        UpdatedAt = now;
    }

    public JsonObject Json()
    {
        var json = (JsonObject)Properties.DeepClone();
        foreach (var name in new[] { "name", "email", "phone_number", "avatar", "timezone", "created_at" })
        {
            json.TryAdd(name, null);
        }

        json["__typename"] = "User";
        json["id"] = Id;
        json["updated_at"] = KnockJson.Time(UpdatedAt);
        return json;
    }
}
