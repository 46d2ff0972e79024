using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk;

/// <summary>What the sandbox's page shows of Clerk, newest first, and its buttons. JSON in camelCase, times as ISO 8601 text.</summary>
internal static class ClerkPanel
{
    private const int Shown = 100;
    private const int LongestName = 256;

    public static void MapPanel(this IEndpointRouteBuilder clerk)
    {
        clerk.MapGet("/state", State);
        clerk.MapPost("/people/{id}/rename", Rename);
        clerk.MapDelete("/people/{id}", Delete);
        clerk.MapPost("/sessions/{id}/revoke", Revoke);
    }

    /// <param name="query">Part of a name or an address; without it everybody.</param>
    private static IResult State(string? query, ClerkStore store) => Results.Json(
        store.Do(() =>
        {
            var sessions = store.All<Session>().Where(x => x.StatusAt(store.Now) == "active").ToLookup(x => x.PersonId);
            return new
            {
                total = store.All<Person>().Count(),
                people = store.All<Person>().Where(x => Matches(x, query)).Reverse().OrderByDescending(x => x.CreatedAt).Take(Shown).Select(x => new
                {
                    id = x.Id,
                    email = x.Email,
                    name = $"{x.FirstName} {x.LastName}",
                    firstName = x.FirstName,
                    lastName = x.LastName,
                    imageUrl = Avatar.Url(x, ""),
                    createdAt = Time(x.CreatedAt),
                    sessions = sessions[x.Id].OrderByDescending(y => y.CreatedAt).Select(y => new
                    {
                        id = y.Id, createdAt = Time(y.CreatedAt), lastActiveAt = Time(store.LastActiveAt(y)), expiresAt = Time(y.ExpireAt),
                    }).ToList(),
                }).ToList(),
                codes = store.OpenCodes().Take(Shown).Select(x => new
                {
                    email = x.Email, code = x.Digits, purpose = x.Purpose, expiresAt = Time(x.ExpiresAt),
                }).ToList(),
            };
        }),
        ClerkJson.Scripts);

    private static async Task<IResult> Rename(string id, ClerkStore store, HttpRequest request)
    {
        var name = await ClerkJson.Body<NewName>(request, ClerkJson.Scripts);
        if (name is not { FirstName: { } first, LastName: { } last } || !Fits(first) || !Fits(last))
        {
            return Results.Problem($"firstName and lastName take at most {LongestName} characters and no control characters.", statusCode: 400);
        }

        return Done(store.Do(() => store.Find<Person>(id) is { } person
            && store.Put(person with { FirstName = first.Trim(), LastName = last.Trim(), UpdatedAt = store.Now }) is not null));
    }

    private static IResult Delete(string id, ClerkStore store) => Done(store.Do(() =>
    {
        if (store.Find<Person>(id) is not { } person)
        {
            return false;
        }

        store.Delete(person);
        return true;
    }));

    private static IResult Revoke(string id, ClerkStore store) => Done(store.Do(() => store.ActiveSession(id) is { } session
        && store.Put(session with { Status = "revoked", UpdatedAt = store.Now }) is not null));

    private static IResult Done(bool found) => found ? Results.NoContent() : Results.Problem("Nothing has this id (any more).", statusCode: 404);

    private static bool Matches(Person person, string? query) =>
        string.IsNullOrWhiteSpace(query)
        || person.Email.Contains(query.Trim(), StringComparison.OrdinalIgnoreCase)
        || $"{person.FirstName} {person.LastName}".Contains(query.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool Fits(string name) => name.Length <= LongestName && !name.Any(char.IsControl);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record NewName(string? FirstName, string? LastName);
}
