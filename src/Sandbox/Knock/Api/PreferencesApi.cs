using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Api;

/// <summary>Preference sets: whole, and, as older clients write them, part by part.</summary>
internal static class PreferencesApi
{
    private const string Strategy = "__persistence_strategy__";
    private static readonly string[] Parts = ["workflows", "categories", "channel_types"];

    public static void Map(RouteGroupBuilder preferences)
    {
        preferences.MapGet("", (string user, SandboxFile<KnockState> file) => file.Read(state =>
        {
            var sets = state.Users.GetValueOrDefault(user)?.Preferences ?? [];
            return KnockJson.Answer(KnockJson.List((sets.ContainsKey("default") ? sets.Keys : sets.Keys.Prepend("default")).Select(id => Json(state, user, id))));
        }));
        preferences.MapGet("/{set}", (string user, string set, SandboxFile<KnockState> file) => file.Read(state => KnockJson.Answer(Json(state, user, set))));
        preferences.MapPut("/{set}", async (string user, string set, HttpRequest request, SandboxFile<KnockState> file, TimeProvider time) =>
        {
            var given = await KnockJson.Body(request);
            var merges = given.Text(Strategy) is "merge";
            given.Remove(Strategy);
            return Change(user, set, file, time, there =>
            {
                if (!merges)
                {
                    there.Clear();
                }

                there.Merge(given);
            });
        });
        preferences.MapPut("/{set}/{part}", async (string user, string set, string part, HttpRequest request, SandboxFile<KnockState> file, TimeProvider time) =>
        {
            var given = await KnockJson.Body(request);
            return Change(user, set, file, time, there => there[Known(part)] = given);
        });
        preferences.MapPut("/{set}/{part}/{key}", async (string user, string set, string part, string key, HttpRequest request, SandboxFile<KnockState> file, TimeProvider time) =>
        {
            var given = await KnockJson.Body(request);
            var setting = given["subscribed"] is { } flag ? flag.DeepClone() : given;
            return Change(user, set, file, time, there => there.Merge(new JsonObject { [Known(part)] = new JsonObject { [key] = setting } }));
        });
        preferences.MapDelete("/{set}", (string user, string set, SandboxFile<KnockState> file) => file.Change(state =>
        {
            state.Users.GetValueOrDefault(user)?.Preferences.Remove(set);
            return Results.NoContent();
        }));
    }

    private static string Known(string part) => Parts.Contains(part) ? part : throw KnockError.NotFound();

    private static IResult Change(string user, string set, SandboxFile<KnockState> file, TimeProvider time, Action<JsonObject> change) => file.Change(state =>
    {
        var sets = state.Identify(user, null, time.GetUtcNow()).Preferences;
        if (!sets.TryGetValue(set, out var there))
        {
            sets[set] = there = [];
        }

        change(there);
        return KnockJson.Answer(Json(state, user, set));
    });

    private static JsonObject Json(KnockState state, string user, string set)
    {
        var json = state.Users.GetValueOrDefault(user)?.Preferences.GetValueOrDefault(set) is { } kept ? (JsonObject)kept.DeepClone() : [];
        json["id"] = set;
        foreach (var part in Parts.Append("channels"))
        {
            json[part] ??= new JsonObject();
        }

        return json;
    }
}
