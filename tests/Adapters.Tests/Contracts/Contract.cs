using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>One vendor's API as its document describes it: what may be asked, what is answered, what webhooks say.</summary>
/// <param name="document">OpenAPI 3.0 or 3.1.</param>
/// <param name="error">Reference to the schema of an error whose status an operation does not list; null: such errors are not looked at.</param>
/// <param name="closed">See <see cref="Schema"/>.</param>
/// <remarks>Every check fails the test that makes it, with all that is wrong.</remarks>
internal sealed partial class Contract(JsonNode document, string? error = null, bool closed = false)
{
    private readonly JsonElement _document = JsonSerializer.SerializeToElement(document);

    private Schema Schema => new(_document, closed);

    /// <summary>Fails unless the document knows the call and takes its query and its body.</summary>
    /// <param name="path">From the API's root, with the query: <c>/v1/users?limit=5</c> when the document says <c>/v1/users</c>.</param>
    /// <param name="body">JSON; null or empty for none.</param>
    public void Request(string method, string path, string? body)
    {
        var operation = Operation(method, path);
        var place = $"{method} {path}";
        var problems = Query(operation, path, place);
        var content = operation.Node.TryGetProperty("requestBody", out var request) ? Schema.Resolve(request) : default;
        if (!string.IsNullOrEmpty(body))
        {
            problems.AddRange(Json(content) is { } schema ? Schema.Problems(schema, JsonElement.Parse(body), place) : [$"{place} takes no body"]);
        }
        else if (content.ValueKind == JsonValueKind.Object && content.TryGetProperty("required", out var required) && required.GetBoolean())
        {
            problems.Add($"{place} needs a body");
        }

        Fail(problems);
    }

    /// <summary>Fails unless the document lists the status for the call, and the body fits it.</summary>
    public void Answer(string method, string path, int status, string? body)
    {
        var place = $"{method} {path} → {status}";
        if (status >= 400 && Match(method, path) is null)
        {
            Fail(Error(body, place));
            return;
        }

        var responses = Operation(method, path).Node.GetProperty("responses");
        if (responses.TryGetProperty($"{status}", out var response) || responses.TryGetProperty($"{status / 100}XX", out response) || responses.TryGetProperty("default", out response))
        {
            Fail(Json(Schema.Resolve(response)) is not { } schema ? string.IsNullOrEmpty(body) || status >= 400 ? [] : [$"{place} has no body"]
                : string.IsNullOrEmpty(body) ? [$"{place} must have a body"]
                : Schema.Problems(schema, JsonElement.Parse(body), place));
        }
        else if (status < 400)
        {
            Fail([$"{place} is not among {string.Join(", ", responses.EnumerateObject().Select(x => x.Name))}"]);
        }
        else
        {
            Fail(Error(body, place));
        }
    }

    /// <summary>Fails unless <paramref name="value"/> fits a schema of the document, named as under <c>components/schemas</c>.</summary>
    public void Value(string schema, JsonElement value) => Fail(Schema.Problems(Schema.Find($"#/components/schemas/{schema}"), value, schema));

    /// <summary>Fails unless the document knows the webhook, and the body fits it.</summary>
    public void Webhook(string type, JsonElement body)
    {
        Assert.True(Webhooks.TryGetProperty(type, out var webhook), $"The webhook {type} is not in the contract");
        Fail(Schema.Problems(Json(webhook.GetProperty("post").GetProperty("requestBody"))!.Value, body, type));
    }

    /// <summary>Names of the webhooks that the document describes.</summary>
    public IEnumerable<string> WebhookTypes => Webhooks.EnumerateObject().Select(x => x.Name);

    private JsonElement Webhooks => _document.TryGetProperty("webhooks", out var webhooks) ? webhooks : _document.GetProperty("x-webhooks");

    /// <summary>The template of a call's path, e.g. <c>/users/{user_id}</c>; null when the document has none.</summary>
    public string? Template(string method, string path) => Match(method, path)?.Template;

    private (string Template, JsonElement Path, JsonElement Node) Operation(string method, string path)
    {
        var found = Match(method, path);
        Assert.True(found is not null, $"{method} {path} is not in the contract");
        return found.Value;
    }

    private (string Template, JsonElement Path, JsonElement Node)? Match(string method, string path)
    {
        var parts = path.Split('?')[0].Split('/');
        foreach (var (template, item) in _document.GetProperty("paths").EnumerateObject().Select(x => (x.Name, x.Value))
            .Where(x => Fits(x.Name.Split('/'), parts))
            .OrderBy(x => x.Name.Count(letter => letter == '{')))
        {
            if (item.TryGetProperty(method.ToLowerInvariant(), out var operation))
            {
                return (template, item, operation);
            }
        }

        return null;
    }

    /// <summary>Whether the document says that the call may be answered so. What it does not list may be answered all the same, when it is a refusal.</summary>
    public bool Lists(string method, string path, int status) => Operation(method, path).Node.GetProperty("responses").TryGetProperty($"{status}", out _);

    public static bool Fits(string[] template, string[] parts) =>
        template.Length == parts.Length && template.Zip(parts).All(x => x.First is ['{', ..] ? x.Second.Length > 0 : x.First == x.Second);

    private List<string> Error(string? body, string place) =>
        error is null ? [] : Schema.Problems(Schema.Find(error), JsonElement.Parse(body is { Length: > 0 } ? body : "null"), place);

    private List<string> Query((string Template, JsonElement Path, JsonElement Node) operation, string path, string place)
    {
        var problems = new List<string>();
        var parameters = new[] { operation.Path, operation.Node }
            .SelectMany(x => x.TryGetProperty("parameters", out var list) ? list.EnumerateArray().Select(Schema.Resolve).ToList() : [])
            .Where(x => x.GetProperty("in").GetString() == "query")
            .ToDictionary(x => x.GetProperty("name").GetString()!, x => x);
        var given = (path.Split('?') is [_, var query] ? query.Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
            .Select(x => x.Split('=', 2))
            .ToLookup(x => Uri.UnescapeDataString(x[0]), x => Uri.UnescapeDataString(x[^1].Replace('+', ' ')));
        foreach (var values in given)
        {
            if (!parameters.TryGetValue(values.Key, out var parameter) && !parameters.TryGetValue(values.Key.Replace("[]", "", StringComparison.Ordinal), out parameter))
            {
                problems.Add($"{place}: {values.Key} is not in the contract");
                continue;
            }

            var schema = Schema.Resolve(parameter.GetProperty("schema"));
            problems.AddRange(Schema.Problems(schema, Parsed(schema, [.. values]), $"{place} {values.Key}"));
        }

        problems.AddRange(parameters.Where(x => x.Value.TryGetProperty("required", out var required) && required.GetBoolean() && !given.Contains(x.Key))
            .Select(x => $"{place}: {x.Key} is missing"));
        return problems;
    }

    /// <summary>The text of a query as the kind of value that its schema means.</summary>
    private JsonElement Parsed(JsonElement schema, string[] values)
    {
        var type = schema.TryGetProperty("type", out var said) ? said.ToString() : "string";
        return type switch
        {
            "array" => JsonSerializer.SerializeToElement(values.Select(x => Parsed(Schema.Resolve(schema.GetProperty("items")), [x]))),
            "integer" or "number" when double.TryParse(values[0], CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToElement(number),
            "boolean" when bool.TryParse(values[0], out var flag) => JsonSerializer.SerializeToElement(flag),
            _ => JsonSerializer.SerializeToElement(values[0]),
        };
    }

    private JsonElement? Json(JsonElement holder) =>
        holder.ValueKind == JsonValueKind.Object && Schema.Resolve(holder).TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json)
        && json.TryGetProperty("schema", out var schema) ? schema : null;

    private static void Fail(IReadOnlyCollection<string> problems) => Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
}
