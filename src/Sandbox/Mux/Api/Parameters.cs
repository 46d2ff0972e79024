using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Mux.Api;

/// <summary>A request's JSON body, read with the checks that Mux makes; each refusal is a 400 that names the parameter.</summary>
internal sealed class Parameters
{
    private readonly JsonObject _body;
    private readonly string _prefix;

    private Parameters(JsonObject body, string prefix, IEnumerable<string> known)
    {
        (_body, _prefix) = (body, prefix);
        if (body.Select(x => x.Key).Except(known).FirstOrDefault() is { } unknown)
        {
            throw MuxException.Invalid($"{prefix}{unknown}: there is no such parameter");
        }
    }

    /// <param name="known">The parameters that the call has. A name that is not among them is refused: a typing mistake must not pass.</param>
    public static async Task<Parameters> ReadAsync(HttpRequest request, params IEnumerable<string> known)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            var body = text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject;
            return new Parameters(body ?? throw MuxException.Invalid("The body must be a JSON object"), "", known);
        }
        catch (JsonException)
        {
            throw MuxException.Invalid("The body is not JSON");
        }
    }

    public bool Has(string name) => _body[name] is not null;

    public JsonNode? Node(string name) => _body[name]?.DeepClone();

    public string? Text(string name, int max = 255) => Value(name, JsonValueKind.String) is not { } value ? null
        : value.GetValue<string>() is var text && text.EnumerateRunes().Count() <= max ? text
        : throw Invalid(name, $"must not be longer than {max} characters");

    public double? Number(string name, double min, double max) => Value(name, JsonValueKind.Number) is not { } value ? null
        : value.GetValue<double>() is var number && number >= min && number <= max ? number
        : throw Invalid(name, $"must lie between {min} and {max}");

    public bool Flag(string name) => Value(name, JsonValueKind.True, JsonValueKind.False)?.GetValue<bool>() ?? false;

    public string? OneOf(string name, params string[] values) => Text(name) is not { } text ? null
        : values.Contains(text) ? text
        : throw Invalid(name, $"must be one of {string.Join(", ", values)}");

    public Parameters? Object(string name, params IEnumerable<string> known) =>
        Value(name, JsonValueKind.Object) is JsonObject value ? new Parameters(value, $"{_prefix}{name}.", known) : null;

    public IEnumerable<Parameters> Objects(string name, params string[] known) =>
        (Value(name, JsonValueKind.Array) as JsonArray ?? []).Select(x => x as JsonObject ?? throw Invalid(name, "must hold objects"))
            .Select(x => new Parameters(x, $"{_prefix}{name}.", known));

    public string Required(string name) => Text(name) ?? throw Invalid(name, "is missing");

    public string Policy(string name) => Required(name) is "public" or "signed" ? Required(name) : throw Invalid(name, "must be public or signed");

    /// <summary><c>playback_policies</c> (or <c>playback_policy</c>, its old name; a list or one name) and <c>advanced_playback_policies</c>.</summary>
    public IReadOnlyList<string> Policies()
    {
        var name = Has("playback_policies") ? "playback_policies" : "playback_policy";
        var named = _body[name] switch
        {
            null => [],
            JsonArray list => list.Select(x => x?.ToString() ?? "").ToList(),
            var one => [one.ToString()],
        };
        named.AddRange(Objects("advanced_playback_policies", "policy", "drm_configuration_id").Select(x => x.Policy("policy")));
        return named.TrueForAll(x => x is "public" or "signed") ? named : throw Invalid(name, "must be public or signed");
    }

    public MuxException Invalid(string name, string why) => MuxException.Invalid($"{_prefix}{name}: {why}");

    private JsonNode? Value(string name, params JsonValueKind[] kinds) => _body[name] is not { } value ? null
        : kinds.Contains(value.GetValueKind()) ? value
        : throw Invalid(name, $"must be a {kinds[0].ToString().ToLowerInvariant()}");
}
