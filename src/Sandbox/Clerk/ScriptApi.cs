using System.Text.RegularExpressions;
using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk;

/// <summary>A door that Clerk does not have: people and codes for scripts and tests. JSON in camelCase.</summary>
public static partial class ScriptApi
{
    private const int MostPeople = 20_000;

    public static void MapScriptApi(this IEndpointRouteBuilder clerk)
    {
        clerk.MapPost("/people", MakePeople);
        clerk.MapPost("/people/{id}/revoke", Revoke);
        clerk.MapGet("/codes", NewestCode);
    }

    private static async Task<IResult> MakePeople(ClerkStore store, SessionTokens tokens, SandboxOptions options, HttpRequest request)
    {
        var wish = await ClerkJson.Body<PeopleWanted>(request, ClerkJson.Scripts);
        var (count, prefix, seconds) = (wish?.Count ?? 1, wish?.Prefix ?? "person", wish?.Seconds ?? 3_600);
        if (count is < 1 or > MostPeople)
        {
            return Results.Problem($"count must lie between 1 and {MostPeople}.", statusCode: 400);
        }

        if (!MailboxPrefix().IsMatch(prefix))
        {
            return Results.Problem("prefix takes 1 to 40 letters, digits and hyphens.", statusCode: 400);
        }

        if (seconds is < 1 or > 315_360_000)
        {
            return Results.Problem("seconds must lie between 1 and 315360000.", statusCode: 400);
        }

        var made = store.Do(() => Invent(store, prefix.ToLowerInvariant(), count));
        var life = TimeSpan.FromSeconds(seconds);
        return Results.Json(
            made.AsParallel().AsOrdered().Select(x => new
            {
                id = x.Person.Id, email = x.Person.Email, sessionId = x.Session.Id, token = tokens.Sign(x.Session, options.AppUrl, life),
            }).ToList(),
            ClerkJson.Scripts);
    }

    private static IResult Revoke(string id, ClerkStore store) => store.Do(() => store.Find<Person>(id) is null
        ? Results.Problem("Nobody has this id.", statusCode: 404)
        : Results.Json(new { revoked = store.RevokeSessions(id) }, ClerkJson.Scripts));

    private static IResult NewestCode(string email, ClerkStore store)
    {
        var wanted = email.Trim().ToLowerInvariant();
        return store.Do(() => store.OpenCodes().FirstOrDefault(x => x.Email == wanted)) is { } code
            ? Results.Json(new { code = code.Digits }, ClerkJson.Scripts)
            : Results.Problem("No open code for this address.", statusCode: 404);
    }

    /// <summary>People with a session each, of whom no webhook tells: thousands at once would only bury it. A prefix goes on counting where it has ended, so nobody is made twice.</summary>
    private static List<(Person Person, Session Session)> Invent(ClerkStore store, string prefix, int count)
    {
        var made = new List<(Person, Session)>(count);
        var people = store.All<Person>().Count();
        for (var number = 1; made.Count < count; number++)
        {
            var email = $"{prefix}-{number}@example.com";
            if (store.PersonByEmail(email) is not null)
            {
                continue;
            }

            var (first, last) = Names.Of(people + made.Count);
            var person = store.Put(new Person(ClerkStore.NewId("user"), store.Now)
            {
                EmailId = ClerkStore.NewId("idn"), Email = email, FirstName = first, LastName = last, LastSignInAt = store.Now,
            }, tell: false);
            made.Add((person, store.Put(new Session(ClerkStore.NewId("sess"), store.Now, person.Id, ClerkStore.NewId("client")), tell: false)));
        }

        return made;
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,40}$")]
    private static partial Regex MailboxPrefix();

    private sealed record PeopleWanted(int? Count, string? Prefix, long? Seconds);
}
