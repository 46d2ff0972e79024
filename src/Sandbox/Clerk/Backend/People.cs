using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>Clerk's users.</summary>
internal static class People
{
    private static readonly string[] MetadataKinds = ["public_metadata", "private_metadata", "unsafe_metadata"];

    public static IResult Get(string id, ClerkStore store, HttpRequest request) => Found(store.Do(() => store.Find<Person>(id)), request);

    public static IResult List(ClerkStore store, HttpRequest request)
    {
        var limit = Number(request, "limit", 10, 1, 500);
        var offset = Number(request, "offset", 0, 0, int.MaxValue);
        var order = request.Query["order_by"] is [{ Length: > 0 } first, ..] ? first : "-created_at";
        var page = store.Do(() => Ordered(Matching(store, request), order).Skip(offset).Take(limit).ToList());
        return ClerkJson.Answer(page.Select(person => Json(person, request)));
    }

    public static IResult Count(ClerkStore store, HttpRequest request) => ClerkJson.Answer(
        new { @object = "total_count", total_count = store.Do(() => Matching(store, request).Count()) });

    /// <summary>Names only: what the product has to follow.</summary>
    public static async Task<IResult> Update(string id, ClerkStore store, HttpRequest request)
    {
        var body = await ClerkJson.Body<JsonObject>(request, ClerkJson.Wire) ?? [];
        foreach (var (name, value) in body)
        {
            if (name is not ("first_name" or "last_name") || value?.GetValueKind() is not (null or JsonValueKind.String))
            {
                throw ClerkError.Field(name, "form_param_unknown", $"{name} is not a valid parameter of this request, or not text.", "is unknown");
            }
        }

        return Found(
            store.Do(() => store.Find<Person>(id) is { } person ? store.Put(person with
            {
                FirstName = body.ContainsKey("first_name") ? body["first_name"]?.GetValue<string>() ?? "" : person.FirstName,
                LastName = body.ContainsKey("last_name") ? body["last_name"]?.GetValue<string>() ?? "" : person.LastName,
                UpdatedAt = store.Now,
            }) : null),
            request);
    }

    public static IResult Delete(string id, ClerkStore store) => ClerkJson.Answer(store.Do(() =>
    {
        store.Delete(store.Find<Person>(id) ?? throw ClerkError.NotFound("user"));
        return new { @object = "user", id, deleted = true };
    }));

    public static async Task<IResult> MergeMetadata(string id, ClerkStore store, HttpRequest request)
    {
        var body = await ClerkJson.Body<JsonObject>(request, ClerkJson.Wire) ?? [];
        foreach (var (name, value) in body)
        {
            if (!MetadataKinds.Contains(name) || value is not (null or JsonObject))
            {
                throw ClerkError.Field(name, "form_param_unknown", $"{name} is not a valid parameter of this request, or not an object.", "is unknown");
            }
        }

        return Found(
            store.Do(() => store.Find<Person>(id) is { } person ? store.Put(person with
            {
                PublicMetadata = Merged(person.PublicMetadata, body["public_metadata"]),
                PrivateMetadata = Merged(person.PrivateMetadata, body["private_metadata"]),
                UnsafeMetadata = Merged(person.UnsafeMetadata, body["unsafe_metadata"]),
                UpdatedAt = store.Now,
            }) : null),
            request);
    }

    private static IResult Found(Person? person, HttpRequest request) =>
        ClerkJson.Answer(Json(person ?? throw ClerkError.NotFound("user"), request));

    private static JsonObject Json(Person person, HttpRequest request)
    {
        var json = PersonJson.Of(person, $"{request.Scheme}://{request.Host}");
        json["private_metadata"] = person.PrivateMetadata.DeepClone();
        return json;
    }

    private static IEnumerable<Person> Matching(ClerkStore store, HttpRequest request)
    {
        var emails = Values(request, "email_address").Select(x => x.ToLowerInvariant()).ToHashSet();
        var ids = Values(request, "user_id");
        var without = ids.Where(x => x[0] == '-').Select(x => x[1..]).ToHashSet();
        var with = ids.Where(x => x[0] != '-').Select(x => x.TrimStart('+', ' ')).ToHashSet();
        var words = request.Query["query"].ToString().Trim();
        return store.All<Person>().Where(person =>
            (emails.Count == 0 || emails.Contains(person.Email))
            && (with.Count == 0 || with.Contains(person.Id)) && !without.Contains(person.Id)
            && (words.Length == 0 || new[] { person.Email, person.Id, $"{person.FirstName} {person.LastName}" }
                .Any(text => text.Contains(words, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>Both spellings of a list are in use: <c>user_id=a&amp;user_id=b</c> and <c>user_id[]=a</c>.</summary>
    private static List<string> Values(HttpRequest request, string name)
    {
        var values = request.Query[name].Concat(request.Query[name + "[]"]).OfType<string>().Where(x => x.Length > 0).ToList();
        return values.Count <= 100 ? values : throw ClerkError.Field(name, "form_param_value_invalid", $"{name} takes at most 100 values.");
    }

    private static IOrderedEnumerable<Person> Ordered(IEnumerable<Person> people, string order)
    {
        Func<Person, object?> key = order.TrimStart('+', '-', ' ') switch
        {
            "created_at" => x => x.CreatedAt,
            "updated_at" => x => x.UpdatedAt,
            "email_address" => x => x.Email,
            "first_name" => x => x.FirstName,
            "last_name" => x => x.LastName,
            "last_sign_in_at" or "last_active_at" => x => x.LastSignInAt,
            _ => throw ClerkError.Field("order_by", "form_param_value_invalid", $"Users cannot be ordered by {order}."),
        };
        return (order[0] == '-' ? people.OrderByDescending(key) : people.OrderBy(key)).ThenBy(x => x.Id, StringComparer.Ordinal);
    }

    private static int Number(HttpRequest request, string name, int otherwise, int least, int most) => request.Query[name].ToString() switch
    {
        "" => otherwise,
        var text when int.TryParse(text, out var number) && number >= least && number <= most => number,
        _ => throw ClerkError.Field(name, "form_param_value_invalid", $"{name} must be a whole number from {least} to {most}."),
    };

    /// <summary>Objects are merged at every depth; a null deletes its key.</summary>
    private static JsonObject Merged(JsonObject old, JsonNode? changes)
    {
        var merged = (JsonObject)old.DeepClone();
        foreach (var (key, value) in changes as JsonObject ?? [])
        {
            if (value is null)
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = value is JsonObject inner ? Merged(merged[key] as JsonObject ?? [], inner) : value.DeepClone();
            }
        }

        return merged;
    }
}
