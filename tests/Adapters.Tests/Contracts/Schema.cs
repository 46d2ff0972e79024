using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>Checks values against the schemas of one document: JSON Schema as OpenAPI 3.0 and 3.1 and draft 07 spell it.</summary>
/// <param name="root">The document, in which <c>#/…</c> references lead.</param>
/// <param name="closed">An object takes no member that its schema does not name, also where the schema does not forbid it.</param>
/// <remarks>A keyword that is not known here throws: what is not checked must not look checked.</remarks>
internal sealed class Schema(JsonElement root, bool closed = false)
{
    private static readonly HashSet<string> Remarks =
    [
        "description", "title", "example", "examples", "default", "deprecated", "readOnly", "writeOnly", "externalDocs", "xml", "$schema", "$comment", "definitions",
        "discriminator", "nullable", "$ref", "allOf", "required", "additionalProperties", "exclusiveMinimum", "exclusiveMaximum",
    ];

    /// <summary>What is wrong with <paramref name="value"/>, a line each, with the place.</summary>
    public List<string> Problems(JsonElement schema, JsonElement value, string place)
    {
        var problems = new List<string>();
        Check(schema, value, place, problems);
        return problems;
    }

    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference))
        {
            schema = Find(reference.GetString()!);
        }

        return schema;
    }

    public JsonElement Find(string reference)
    {
        var found = root;
        foreach (var part in reference.Split('/').Skip(1))
        {
            found = found.GetProperty(Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return found;
    }

    /// <param name="beside">Members that a schema knows of which this one is a part.</param>
    private void Check(JsonElement schema, JsonElement value, string place, List<string> problems, IEnumerable<string>? beside = null)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            Expect(schema.GetBoolean(), $"{place} must not be there", problems);
            return;
        }

        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean())
        {
            return;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(Find(reference.GetString()!), value, place, problems, beside);
        }

        HashSet<string> names = [.. Names(schema), .. beside ?? []];
        foreach (var part in schema.TryGetProperty("allOf", out var parts) ? [.. parts.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            Check(part, value, place, problems, names);
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            CheckKeyword(keyword.Name, keyword.Value, schema, value, place, problems);
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckMembers(schema, names, value, place, problems);
        }
    }

    /// <summary>The members that a schema names, itself or in its parts.</summary>
    private IEnumerable<string> Names(JsonElement schema)
    {
        schema = Resolve(schema);
        var own = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(x => x.Name) : [];
        return schema.TryGetProperty("allOf", out var parts) ? own.Concat(parts.EnumerateArray().SelectMany(Names)) : own;
    }

    private void CheckKeyword(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string place, List<string> problems)
    {
        switch (keyword)
        {
            case "type":
                var types = rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Select(x => x.GetString()!).ToArray() : [rule.GetString()!];
                Expect(types.Any(type => IsA(type, value)), $"{place} is a {Kind(value)} and not a {string.Join(" or ", types)}", problems);
                break;
            case "enum":
                Expect(rule.EnumerateArray().Any(x => JsonElement.DeepEquals(x, value)), $"{place}: {value} is none of {rule}", problems);
                break;
            case "const":
                Expect(JsonElement.DeepEquals(rule, value), $"{place}: {value} is not {rule}", problems);
                break;
            case "anyOf" or "oneOf":
                CheckChoice(keyword, rule, schema, value, place, problems);
                break;
            case "not":
                Expect(Problems(rule, value, place).Count > 0, $"{place} is what it must not be", problems);
                break;
            case "properties" or "items" or "minItems" or "maxItems" or "uniqueItems":
                CheckParts(keyword, rule, value, place, problems);
                break;
            case "minLength" or "maxLength" or "pattern" or "format" or "minimum" or "maximum":
                CheckBounds(keyword, rule, schema, value, place, problems);
                break;
            default:
                if (!Remarks.Contains(keyword) && !keyword.StartsWith("x-", StringComparison.Ordinal))
                {
                    throw new NotSupportedException($"The schema keyword {keyword} at {place}");
                }

                break;
        }
    }

    private void CheckChoice(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string place, List<string> problems)
    {
        // Where a member says which it is, only that one is meant, and its complaints are the ones to read.
        if (schema.TryGetProperty("discriminator", out var discriminator) && value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty(discriminator.GetProperty("propertyName").GetString()!, out var said)
            && discriminator.TryGetProperty("mapping", out var mapping) && said.ValueKind == JsonValueKind.String && mapping.TryGetProperty(said.GetString()!, out var meant))
        {
            Check(Find(meant.GetString()!), value, place, problems);
            return;
        }

        var tried = rule.EnumerateArray().Select(part => Problems(part, value, place)).ToList();
        var fits = tried.Count(x => x.Count == 0);
        if (fits == 0)
        {
            problems.Add($"{place} fits none of {tried.Count}: {string.Join("; ", tried.Select(x => $"({string.Join(", ", x.Take(3))})"))}");
        }

        Expect(keyword == "anyOf" || fits < 2, $"{place} fits {fits} where it must fit one", problems);
    }

    private void CheckParts(string keyword, JsonElement rule, JsonElement value, string place, List<string> problems)
    {
        if (keyword == "properties" && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject().Where(x => rule.TryGetProperty(x.Name, out _)))
            {
                Check(rule.GetProperty(member.Name), member.Value, $"{place}/{member.Name}", problems);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && keyword != "properties")
        {
            var items = value.EnumerateArray().ToList();
            switch (keyword)
            {
                case "items":
                    items.Index().ToList().ForEach(x => Check(rule, x.Item, $"{place}[{x.Index}]", problems));
                    break;
                case "minItems" or "maxItems":
                    Expect(keyword == "minItems" ? items.Count >= rule.GetInt32() : items.Count <= rule.GetInt32(), $"{place} has {items.Count} items", problems);
                    break;
                default:
                    Expect(!rule.GetBoolean() || items.Select(x => x.GetRawText()).Distinct().Count() == items.Count, $"{place} holds something twice", problems);
                    break;
            }
        }
    }

    private static void CheckBounds(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string place, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Number && (keyword is "minimum" or "maximum"))
        {
            var (number, bound) = (value.GetDouble(), rule.GetDouble());
            var exclusive = schema.TryGetProperty(keyword == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum", out var not) && not.ValueKind == JsonValueKind.True;
            var (far, near) = keyword == "minimum" ? (number, bound) : (bound, number);
            Expect(exclusive ? far > near : far >= near, $"{place}: {number} is beyond {bound}", problems);
        }
        else if (value.ValueKind == JsonValueKind.String && (keyword is "minLength" or "maxLength" or "pattern" or "format"))
        {
            var text = value.GetString()!;
            var length = text.EnumerateRunes().Count();
            Expect(
                keyword switch
                {
                    "minLength" => length >= rule.GetInt32(),
                    "maxLength" => length <= rule.GetInt32(),
                    "pattern" => Regex.IsMatch(text, rule.GetString()!, RegexOptions.ECMAScript),
                    _ => HasFormat(text, rule.GetString()!),
                },
                $"{place}: \"{text}\" breaks {keyword} {rule}",
                problems);
        }
    }

    private void CheckMembers(JsonElement schema, HashSet<string> names, JsonElement value, string place, List<string> problems)
    {
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(x => x.GetString()!) : [])
        {
            Expect(value.TryGetProperty(name, out _), $"{place}/{name} is missing", problems);
        }

        var named = schema.TryGetProperty("properties", out var properties);
        var said = schema.TryGetProperty("additionalProperties", out var others);
        if (!said && !(closed && named))
        {
            return;
        }

        foreach (var member in value.EnumerateObject().Where(x => !named || !properties.TryGetProperty(x.Name, out _)))
        {
            if (!said && names.Contains(member.Name))
            {
                continue;
            }

            if (!said || others.ValueKind == JsonValueKind.False)
            {
                problems.Add($"{place}/{member.Name} is not in the contract");
            }
            else
            {
                Check(others, member.Value, $"{place}/{member.Name}", problems);
            }
        }
    }

    private static bool HasFormat(string text, string format) => format switch
    {
        "date-time" => Regex.IsMatch(text, @"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d"), // RFC 3339 allows the blank
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "email" => MailAddress.TryCreate(text, out _),
        "base64" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        "binary" or "int32" or "int64" or "float" or "double" => true,
        _ => throw new NotSupportedException($"The format {format}"),
    };

    private static bool IsA(string type, JsonElement value) => type == Kind(value) || (type == "integer" && value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0);

    private static string Kind(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : value.ValueKind.ToString().ToLowerInvariant();

    private static void Expect(bool holds, string otherwise, List<string> problems)
    {
        if (!holds)
        {
            problems.Add(otherwise);
        }
    }
}
