using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SharpYaml;
using SharpYaml.Serialization;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>The vendor's OpenAPI document and what its official clients were seen to send. They lie beside the repository, or in CONTRACTS_DIR, and are no part of it.</summary>
internal static partial class KnockContract
{
    /// <summary>What the vendor's own client reads of every item although the document does not name it.</summary>
    private const string Unwritten = "__cursor";

    private static readonly Lazy<JsonNode> Api = new(() =>
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Read("knock/openapi.yml")));
        return Json(stream.Documents[0].RootNode)!;
    });

    /// <summary>Skips the test where there are no contracts; on a build machine that is a failure.</summary>
    public static void Need()
    {
        if (!Directory.Exists(Folder))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"The vendors' contracts are missing: no {Folder}");
            Assert.Skip($"The vendors' contracts are not here: no {Folder}");
        }
    }

    private static string Folder => Environment.GetEnvironmentVariable("CONTRACTS_DIR") ?? Path.Combine(Root(), "..", "shared", "contracts");

    public static string Sample(string file) => Read($"webhooks/knock.{file}.json");

    /// <summary>Every call that the official clients were seen to make: the method, and the path as the document writes it.</summary>
    public static IEnumerable<string> RecordedCalls() => new[] { "knock-dotnet.txt", "knock-node.txt" }
        .SelectMany(file => Call().Matches(Read($"wire/{file}")).Select(x => $"{x.Groups[1].Value} {Find(x.Groups[1].Value, x.Groups[2].Value)?.Template}")).Distinct();

    /// <summary>Fails unless it is a call that the document knows, with parameters and a body that it allows.</summary>
    /// <returns>The method and the path as the document writes it.</returns>
    public static string CheckRequest(string method, string path, string body)
    {
        var (template, operation) = Find(method, path) ?? throw new InvalidOperationException($"{method} {path} is not in the contract");
        var known = (operation["parameters"] as JsonArray ?? []).Where(x => x!["in"]!.ToString() == "query").Select(x => x!["name"]!.ToString()).ToHashSet();
        foreach (var pair in path.Split('?').Skip(1).SelectMany(x => x.Split('&')))
        {
            Assert.Contains(Uri.UnescapeDataString(pair.Split('=')[0]).Replace("[]", "", StringComparison.Ordinal), known);
        }

        if (operation["requestBody"] is { } expected)
        {
            Check(expected["content"]!["application/json"]!["schema"]!, JsonNode.Parse(body), $"{method} {template}", []);
        }
        else
        {
            Assert.Equal("", body);
        }

        return $"{method} {template}";
    }

    /// <summary>Fails unless the answer is one that the document promises.</summary>
    public static void CheckAnswer(string method, string path, int status, string body)
    {
        var (template, operation) = Find(method, path) ?? throw new InvalidOperationException($"{method} {path} is not in the contract");
        var answer = operation["responses"]![status.ToString(CultureInfo.InvariantCulture)];
        Assert.True(answer is not null, $"{method} {template} does not answer {status}: {body}");
        if (answer["content"]?["application/json"]?["schema"] is { } schema)
        {
            // Said in words only, of the parameter: "When mode is compact, feed items will not have activities and total_activities".
            string[] left = path.Contains("mode=compact", StringComparison.Ordinal) ? ["activities", "total_activities"] : [];
            Check(schema, JsonNode.Parse(body), $"{method} {template}", left);
        }
        else
        {
            Assert.Equal("", body);
        }
    }

    public static void Check(string schema, JsonNode? value) => Check(Api.Value["components"]!["schemas"]![schema]!, value, schema, []);

    private static (string Template, JsonNode Operation)? Find(string method, string path)
    {
        var parts = path.Split('?')[0].Split('/');
        var found = Api.Value["paths"]!.AsObject()
            .Where(x => x.Value![method.ToLowerInvariant()] is not null && x.Key.Split('/') is var template && template.Length == parts.Length
                && template.Zip(parts).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.Length > 0)))
            .OrderBy(x => x.Key.Count(c => c == '{')).FirstOrDefault();
        return found.Key is null ? null : (found.Key, found.Value![method.ToLowerInvariant()]!);
    }

    private static void Check(JsonNode schema, JsonNode? value, string path, string[] left)
    {
        if (schema["$ref"] is { } reference)
        {
            Check(Api.Value["components"]!["schemas"]![reference.ToString().Split('/')[^1]]!, value, path, left);
            return;
        }

        if (value is null)
        {
            Assert.True(IsNullable(schema), $"{path} is null");
            return;
        }

        if ((schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"]) is JsonArray choices)
        {
            var problems = choices.Select(choice => Problem(choice!, value, path, left)).ToList();
            Assert.True(problems.Contains(null), $"{path} fits none: {string.Join("; ", problems)}");
            return;
        }

        if (schema["enum"] is JsonArray values)
        {
            Assert.True(values.Any(x => x?.ToString() == value.ToString()), $"{path}: {value} is not one of {values.ToJsonString()}");
        }

        if (schema["type"]?.ToString() is { } type)
        {
            Assert.True(Kind(value) == (type == "integer" ? "number" : type), $"{path}: a {Kind(value)}, not a {type}");
        }

        if (schema["format"]?.ToString() is "uuid")
        {
            Assert.True(Guid.TryParse(value.ToString(), out _), $"{path}: {value} is no UUID");
        }
        else if (schema["format"]?.ToString() is "date-time")
        {
            Assert.True(DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _), $"{path}: {value} is no time");
        }

        if (value is JsonArray items && schema["items"] is { } item)
        {
            Assert.All(items, (x, i) => Check(item, x, $"{path}[{i}]", left));
        }

        if (value is JsonObject members)
        {
            CheckMembers(schema, members, path, left);
        }
    }

    private static void CheckMembers(JsonNode schema, JsonObject members, string path, string[] left)
    {
        foreach (var (name, member) in members)
        {
            if (schema["properties"]?[name] is { } expected)
            {
                Check(expected, member, $"{path}/{name}", left);
            }
            else if (schema["additionalProperties"] is JsonObject others)
            {
                Check(others, member, $"{path}/{name}", left);
            }
            else
            {
                Assert.True(name is Unwritten || schema["properties"] is null || schema["additionalProperties"]?.ToString() == "true", $"{path}/{name} is not in the contract");
            }
        }

        foreach (var required in schema["required"] as JsonArray ?? [])
        {
            Assert.True(members.ContainsKey($"{required}") || left.Contains($"{required}"), $"{path}/{required} is missing");
        }
    }

    private static string? Problem(JsonNode schema, JsonNode value, string path, string[] left)
    {
        try
        {
            Check(schema, value, path, left);
            return null;
        }
        catch (Exception error) when (error is Xunit.Sdk.IAssertionException)
        {
            return error.Message;
        }
    }

    private static bool IsNullable(JsonNode schema) => schema["nullable"]?.ToString() == "true"
        || ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices && choices.Any(x => IsNullable(x!)));

    private static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Select(x => KeyValuePair.Create(((YamlScalarNode)x.Key).Value, Json(x.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "~" } => null,
        var other => JsonValue.Create(((YamlScalarNode)other).Value),
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Webinar.sln above the tests");
        }

        return folder.FullName;
    }

    private static string Read(string file)
    {
        Need();
        return File.ReadAllText(Path.Combine(Folder, file));
    }

    [GeneratedRegex(@"^(GET|POST|PATCH|PUT|DELETE) (\S+) HTTP/1.1$", RegexOptions.Multiline)]
    private static partial Regex Call();
}
