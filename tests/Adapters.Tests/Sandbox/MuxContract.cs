using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>The vendor's contract data, which lie beside the repository and are no part of it.</summary>
internal static partial class MuxContract
{
    private static readonly JsonElement Definitions = JsonElement.Parse(Read("mux/mux-node-15.3.0.schema.json")).GetProperty("definitions");

    public static JsonElement Sample(string file) => VendorSample($"mux.{file}");

    /// <summary>A webhook of any vendor.</summary>
    public static JsonElement VendorSample(string file) => JsonElement.Parse(Read($"webhooks/{file}.json"));

    /// <summary>The JSON bodies that the official clients were seen to send, as <c>METHOD path body</c>.</summary>
    public static IEnumerable<(string Method, string Path, string Body)> Recorded(string file) =>
        Request().Matches(Read($"wire/{file}")).Select(x => (x.Groups[1].Value, x.Groups[2].Value, x.Groups[3].Value));

    /// <summary>Every call that the official clients were seen to make: the method, and the path with <c>{id}</c> in the place of ids.</summary>
    public static IEnumerable<string> RecordedCalls(string file) =>
        Call().Matches(Read($"wire/{file}")).Select(x => $"{x.Groups[1].Value} {Template(x.Groups[2].Value)}");

    /// <summary>A header as an official client was seen to send it.</summary>
    public static string RecordedHeader(string file, string name) =>
        Read($"wire/{file}").Split('\n').First(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..].Trim();

    /// <summary>Ids stand behind a collection's name.</summary>
    public static string Template(string path) => Id().Replace(path.Split('?')[0], "$1/{id}");

    /// <summary>Names of the webhook events that the contract knows, as they stand in <c>type</c>.</summary>
    public static IEnumerable<string> EventTypes => Definitions.EnumerateObject()
        .Where(x => x.Name.EndsWith("WebhookEvent", StringComparison.Ordinal))
        .Select(x => x.Value.GetProperty("properties").GetProperty("type").GetProperty("const").GetString()!);

    /// <summary>Fails unless <paramref name="value"/> has every required member, no unknown one, and the right kinds.</summary>
    public static void Check(string definition, JsonElement value) => Check(Definitions.GetProperty(definition), value, definition);

    /// <summary>Every member's path and kind, arrays by their first item: what a reader of the JSON can rely on.</summary>
    public static IEnumerable<string> Fields(JsonElement json, string path = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(x => Fields(x.Value, $"{path}/{x.Name}")).Append($"{path} Object"),
        JsonValueKind.Array when json.GetArrayLength() > 0 => Fields(json[0], $"{path}[]"),
        JsonValueKind.True or JsonValueKind.False => [$"{path} Boolean"],
        var kind => [$"{path} {kind}"],
    };

    private static void Check(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            Check(Definitions.GetProperty(Uri.UnescapeDataString(name)), value, path);
            return;
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            Assert.True(values.EnumerateArray().Any(x => JsonElement.DeepEquals(x, value)), $"{path}: {value} is not one of {values}");
        }

        if (schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            Assert.True(Kind(value) == type.GetString(), $"{path}: a {Kind(value)}, not a {type}");
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            foreach (var member in value.EnumerateObject())
            {
                Assert.True(properties.TryGetProperty(member.Name, out var expected), $"{path}/{member.Name} is not in the contract");
                Check(expected, member.Value, $"{path}/{member.Name}");
            }

            foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray() : default)
            {
                Assert.True(value.TryGetProperty(required.GetString()!, out _), $"{path}/{required} is missing");
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var item in value.EnumerateArray())
            {
                Check(items, item, $"{path}[]");
            }
        }
    }

    private static string Kind(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : value.ValueKind.ToString().ToLowerInvariant();

    private static string Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Webinar.sln above the tests");
        }

        return File.ReadAllText(Path.Combine(folder.Parent!.FullName, "shared", "contracts", file));
    }

    [GeneratedRegex(@"^(POST|PATCH) (\S+) HTTP/1.1\n(?:.+\n)+\n(\{.*\})\n", RegexOptions.Multiline)]
    private static partial Regex Request();

    [GeneratedRegex(@"^(GET|POST|PATCH|PUT|DELETE) (\S+) HTTP/1.1$", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("(live-streams|assets|playback-ids|simulcast-targets)/[^/]+")]
    private static partial Regex Id();
}
