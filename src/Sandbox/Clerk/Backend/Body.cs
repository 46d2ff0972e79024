using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>A request's JSON body; each refusal is a 422 that names the field.</summary>
internal sealed class Body
{
    private readonly JsonObject _json;

    private Body(JsonObject json) => _json = json;

    /// <param name="known">The fields that the call has. A name that is not among them is refused: a typing mistake must not pass.</param>
    public static async Task<Body> Read(HttpRequest request, params string[] known)
    {
        var json = await ClerkJson.Body<JsonObject>(request, ClerkJson.Wire) ?? [];
        return json.Select(x => x.Key).Except(known).FirstOrDefault() is { } unknown
            ? throw ClerkError.Field(unknown, "form_param_unknown", $"{unknown} is not a valid parameter of this request.", "is unknown")
            : new Body(json);
    }

    public bool Has(string name) => _json.ContainsKey(name);

    public string? Text(string name) => Value(name, JsonValueKind.String)?.GetValue<string>();

    public string Required(string name) => Text(name) ?? throw ClerkError.Field(name, "form_param_missing", $"{name} must be included.", "is missing");

    public bool Flag(string name) => Value(name, JsonValueKind.True, JsonValueKind.False)?.GetValue<bool>() ?? false;

    public long? Number(string name) => Value(name, JsonValueKind.Number)?.GetValue<long>();

    public JsonObject? Object(string name) => Value(name, JsonValueKind.Object) as JsonObject;

    public IReadOnlyList<string> Texts(string name) =>
        [.. (Value(name, JsonValueKind.Array) as JsonArray ?? []).Select(x => x?.GetValueKind() == JsonValueKind.String ? x.GetValue<string>() : throw Invalid(name))];

    private JsonNode? Value(string name, params JsonValueKind[] kinds) =>
        _json[name] is not { } value ? null : kinds.Contains(value.GetValueKind()) ? value : throw Invalid(name);

    private static ClerkError Invalid(string name) => ClerkError.Field(name, "form_param_type_invalid", $"{name} is of the wrong kind.");
}
