using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock;

/// <summary>How JSON is read and written here, whatever the application around the sandbox has configured.</summary>
internal static class KnockJson
{
    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    public static JsonArray List(IEnumerable<JsonNode> items) => [.. items];

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string? Time(DateTimeOffset? time) => time is { } known ? Time(known) : null;

    /// <summary>The body; an empty object when there is none.</summary>
    public static async Task<JsonObject> Body(HttpRequest request) => Object(await Text(request));

    public static async Task<string> Text(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    public static JsonObject Object(string text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(text) as JsonObject ?? throw KnockError.Invalid("body", "must be an object");
        }
        catch (JsonException)
        {
            throw KnockError.Malformed();
        }
    }

    /// <summary>Texts of a list; empty when it is missing.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject body, string name) => body[name] switch
    {
        null => [],
        JsonArray list when list.All(x => x?.GetValueKind() is JsonValueKind.String) => [.. list.Select(x => x!.GetValue<string>())],
        _ => throw KnockError.Invalid(name, "must be a list of strings"),
    };

    public static string? Text(this JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        _ => throw KnockError.Invalid(name, "must be a string"),
    };

    /// <summary>Whether all that <paramref name="part"/> says is said by the other too.</summary>
    public static bool Holds(this JsonNode? whole, JsonNode? part) => part is JsonObject wanted
        ? whole is JsonObject there && wanted.All(x => there.TryGetPropertyValue(x.Key, out var value) && value.Holds(x.Value))
        : JsonNode.DeepEquals(whole, part);

    /// <summary>Objects are merged, everything else is replaced.</summary>
    public static void Merge(this JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (into[name] is JsonObject there && value is JsonObject more)
            {
                there.Merge(more);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }
}
