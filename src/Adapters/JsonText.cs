using System.Text.Json;

namespace Webinars.Adapters;

/// <summary>Reads what others wrote.</summary>
internal static class JsonText
{
    /// <returns>Null where there is no such member, where it is no text, and of what is no object.</returns>
    public static string? TextOf(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
