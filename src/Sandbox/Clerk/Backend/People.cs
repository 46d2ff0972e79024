using System.Text.Json.Nodes;
using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>Clerk's users.</summary>
internal static class People
{
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

    public static IResult Delete(string id, ClerkStore store) => ClerkJson.Answer(store.Do(() =>
    {
        store.Delete(store.Find<Person>(id) ?? throw ClerkError.NotFound("user"));
        return new { @object = "user", id, deleted = true };
    }));

    public static IResult Found(Person? person, HttpRequest request) =>
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
        var externals = Values(request, "external_id");
        var (name, mail) = (request.Query["name_query"].ToString().Trim(), request.Query["email_address_query"].ToString().Trim());
        bool? banned = bool.TryParse(request.Query["banned"], out var wanted) ? wanted : null;
        return store.All<Person>().Where(person =>
            (emails.Count == 0 || EmailAddresses.Of(person).Any(x => emails.Contains(x.Email)))
            && (externals.Count == 0 || externals.Contains(person.ExternalId ?? "")) && (banned is null || banned == person.Banned)
            && Says($"{person.FirstName} {person.LastName}", name) && Says(person.Email, mail)
            && (with.Count == 0 || with.Contains(person.Id)) && !without.Contains(person.Id)
            && (words.Length == 0 || new[] { person.Email, person.Id, $"{person.FirstName} {person.LastName}" }
                .Any(text => Says(text, words))));
    }

    private static bool Says(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

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

    /// <summary>A number of the query, within its bounds.</summary>
    public static int Number(HttpRequest request, string name, int otherwise, int least, int most) => request.Query[name].ToString() switch
    {
        "" => otherwise,
        var text when int.TryParse(text, out var number) && number >= least && number <= most => number,
        _ => throw ClerkError.Field(name, "form_param_value_invalid", $"{name} must be a whole number from {least} to {most}."),
    };
}
