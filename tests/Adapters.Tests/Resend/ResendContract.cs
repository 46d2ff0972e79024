using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Resend;

/// <summary>The vendor's OpenAPI document, samples and recorded requests, which lie beside the repository (or in <c>CONTRACTS_DIR</c>) and are no part of it.</summary>
internal static partial class ResendContract
{
    private static readonly Lazy<JsonElement> Document = new(() => JsonElement.Parse(Read("resend/resend.json")));

    /// <summary>What the vendor's answers hold beyond its own document: both of its official clients read them.</summary>
    private static readonly string[] Undocumented = ["scheduled_at", "tags", "errors"];

    public static JsonElement Sample(string type) => JsonElement.Parse(Read($"webhooks/resend.{type}.json"));

    public static IEnumerable<string> EmailEvents => Document.Value.GetProperty("webhooks").EnumerateObject().Select(one => one.Name)
        .Where(name => name.StartsWith("email.", StringComparison.Ordinal) && name != "email.received");

    /// <summary>Fails unless a request's body is one that this call takes, and holds nothing else.</summary>
    public static void CheckRequest(string path, string method, JsonElement body) =>
        Check(Operation(path, method).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"), body, path, []);

    /// <inheritdoc cref="CheckRequest"/>
    public static void CheckAnswer(string path, string method, JsonElement body) =>
        Check(Operation(path, method).GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema"), body, path, Undocumented);

    public static void CheckEvent(JsonElement message)
    {
        var name = message.GetProperty("type").GetString()!;
        Check(
            Document.Value.GetProperty("webhooks").GetProperty(name).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"),
            message,
            name,
            []);
    }

    public static void CheckSchema(string name, JsonElement value) => Check(Document.Value.GetProperty("components").GetProperty("schemas").GetProperty(name), value, name, Undocumented);

    /// <summary>What the official clients were seen to send: method, path with <c>{id}</c>, names of headers, body.</summary>
    public static IReadOnlyList<(string Call, HashSet<string> Headers, string Body)> Recorded() =>
        [.. new[] { "wire/resend-dotnet.txt", "wire/resend-node.txt" }.SelectMany(file => Request().Matches(Read(file))).Select(match => (
            $"{match.Groups["method"].Value} {Template(match.Groups["path"].Value)}",
            match.Groups["header"].Captures.Select(one => one.Value).ToHashSet(StringComparer.OrdinalIgnoreCase),
            match.Groups["body"].Value))];

    public static string Template(string path) => Id().Replace(path, "{id}");

    private static JsonElement Operation(string path, string method) => Document.Value.GetProperty("paths").GetProperty(path).GetProperty(method);

    private static void Check(JsonElement schema, JsonElement value, string path, string[] extras)
    {
        var (properties, required, all) = Flat(schema);
        if (all.FirstOrDefault(one => one.TryGetProperty("oneOf", out _)) is { ValueKind: JsonValueKind.Object } choice)
        {
            var fits = choice.GetProperty("oneOf").EnumerateArray().Where(one => Kind(one, value)).ToList();
            Assert.True(fits.Count == 1, $"{path}: {fits.Count} of the kinds fit");
            Check(fits[0], value, path, extras);
            return;
        }

        foreach (var one in all)
        {
            Assert.True(Kind(one, value), $"{path}: {value.ValueKind} is not a {(one.TryGetProperty("type", out var type) ? type : default)}");
            Assert.True(!one.TryGetProperty("enum", out var values) || values.EnumerateArray().Any(known => JsonElement.DeepEquals(known, value)), $"{path}: {value} is none of {values}");
            Assert.True(!one.TryGetProperty("const", out var only) || JsonElement.DeepEquals(only, value), $"{path}: {value} is not {only}");
            Assert.True(!one.TryGetProperty("maxItems", out var most) || value.GetArrayLength() <= most.GetInt32(), $"{path}: too many");
            Assert.True(!one.TryGetProperty("minItems", out var least) || value.GetArrayLength() >= least.GetInt32(), $"{path}: too few");
            Assert.True(
                !one.TryGetProperty("format", out var format) || format.GetString() != "date-time"
                || (value.GetString()!.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _)), $"{path}: {value} is no time");
            if (one.TryGetProperty("items", out var items))
            {
                foreach (var item in value.EnumerateArray())
                {
                    Check(items, item, $"{path}[]", extras);
                }
            }
        }

        if (value.ValueKind is JsonValueKind.Object && properties.Count > 0)
        {
            Assert.All(required, name => Assert.True(value.TryGetProperty(name, out _), $"{path}/{name} is missing"));
            foreach (var member in value.EnumerateObject().Where(member => !extras.Contains(member.Name)))
            {
                Assert.True(properties.TryGetValue(member.Name, out var expected), $"{path}/{member.Name} is not in the contract");
                Check(expected, member.Value, $"{path}/{member.Name}", extras);
            }
        }
    }

    /// <summary>References followed, and what stands in <c>allOf</c> taken together.</summary>
    private static (Dictionary<string, JsonElement> Properties, List<string> Required, List<JsonElement> All) Flat(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Flat(Document.Value.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        }

        Dictionary<string, JsonElement> properties = schema.TryGetProperty("properties", out var own) ? own.EnumerateObject().ToDictionary(one => one.Name, one => one.Value) : [];
        List<string> required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        List<JsonElement> all = [schema];
        foreach (var part in schema.TryGetProperty("allOf", out var parts) ? [.. parts.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            var (more, needed, others) = Flat(part);
            required.AddRange(needed);
            all.AddRange(others);
            foreach (var (name, value) in more)
            {
                properties[name] = value;
            }
        }

        return (properties, required, all);
    }

    private static bool Kind(JsonElement schema, JsonElement value) => !schema.TryGetProperty("type", out var type) || type.GetString() == value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => type.GetString() == "integer" ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Webinar.sln above the tests");
        }

        var contracts = Environment.GetEnvironmentVariable("CONTRACTS_DIR") ?? Path.Combine(folder.Parent!.FullName, "shared", "contracts");
        Assert.SkipUnless(Directory.Exists(contracts) || Environment.GetEnvironmentVariable("CI") == "true", $"The vendor's contract data are not here: {contracts}");
        return File.ReadAllText(Path.Combine(contracts, file));
    }

    [GeneratedRegex(@"^(?<method>GET|POST|PATCH) (?<path>\S+) HTTP/1\.1\n(?:(?<header>[\w-]+): .*\n)+\n(?<body>[\[{].*|)\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Request();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
