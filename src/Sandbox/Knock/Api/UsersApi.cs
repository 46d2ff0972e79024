using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock.Api;

internal static class UsersApi
{
    private const int MostAtOnce = 1000;

    public static void Map(RouteGroupBuilder one, RouteGroupBuilder all)
    {
        one.MapGet("", (string user, SandboxFile<KnockState> file) => file.Read(state => KnockJson.Answer(state.User(user).Json())));
        one.MapPut("", async (string user, HttpRequest request, SandboxFile<KnockState> file, TimeProvider time) =>
        {
            var properties = await KnockJson.Body(request);
            return file.Change(state => KnockJson.Answer(state.Identify(user, properties, time.GetUtcNow()).Json()));
        });
        one.MapGet("/messages", (string user, HttpRequest request, SandboxFile<KnockState> file) =>
            file.Read(state => MessagesApi.List(state.Messages.Where(x => x.UserId == user), request)));
        all.MapGet("", (HttpRequest request, SandboxFile<KnockState> file) =>
            file.Read(state => Listing.Cut(state.Users.Values, x => x.Number, KnockApi.Parameters(request)).Answer("entries", x => x.Json())));
        all.MapDelete("/{user}", (string user, SandboxFile<KnockState> file) => file.Change(state =>
        {
            Delete(state, state.User(user).Id);
            return Results.NoContent();
        }));
        all.MapPost("/{user}/merge", Merge);
        all.MapPost("/bulk/identify", Identify);
        all.MapPost("/bulk/delete", DeleteMany);
    }

    private static async Task<IResult> Identify(HttpRequest request, SandboxFile<KnockState> file, TimeProvider time)
    {
        var body = await KnockJson.Body(request);
        if (body["users"] is not JsonArray { Count: > 0 and <= MostAtOnce } users || users.Any(x => (x as JsonObject)?["id"] is null))
        {
            throw KnockError.Invalid("users", $"must be a list of 1 to {MostAtOnce} users with an id");
        }

        return file.Change(state =>
        {
            foreach (var user in users.OfType<JsonObject>())
            {
                state.Identify(user.Text("id")!, user, time.GetUtcNow());
            }

            return KnockApi.Answer(state.Done("users.identify", users.Count, time.GetUtcNow()));
        });
    }

    private static async Task<IResult> DeleteMany(HttpRequest request, SandboxFile<KnockState> file, TimeProvider time)
    {
        var ids = (await KnockJson.Body(request)).Texts("user_ids");
        return file.Change(state =>
        {
            var there = ids.Where(state.Users.ContainsKey).ToList();
            there.ForEach(id => Delete(state, id));
            return KnockApi.Answer(state.Done("users.delete", there.Count, time.GetUtcNow()));
        });
    }

    /// <summary>What the one is said to be, has been told and is to be told becomes the other's; the one is gone.</summary>
    /// <remarks>The vendor's document knows no other answer than a yes: of somebody whom nobody has named yet there is nothing to take over.</remarks>
    private static async Task<IResult> Merge(string user, HttpRequest request, SandboxFile<KnockState> file, TimeProvider time)
    {
        var from = (await KnockJson.Body(request)).Text("from_user_id") ?? throw KnockError.Invalid("from_user_id", "is missing");
        return file.Change(state =>
        {
            var into = state.User(user);
            if (user == from)
            {
                throw KnockError.Invalid("from_user_id", "is the same user");
            }

            if (!state.Users.TryGetValue(from, out var gone))
            {
                return KnockJson.Answer(into.Json());
            }

            var properties = (JsonObject)gone.Properties.DeepClone();
            properties.Merge(into.Properties);
            into.Take(properties, time.GetUtcNow());
            foreach (var (id, set) in gone.Preferences)
            {
                into.Preferences.TryAdd(id, set);
            }

            foreach (var message in state.Messages.Where(x => x.UserId == from))
            {
                message.UserId = user;
            }

            foreach (var schedule in state.Schedules.Where(x => x.UserId == from))
            {
                schedule.UserId = user;
            }

            state.Users.Remove(from);
            return KnockJson.Answer(into.Json());
        });
    }

    private static void Delete(KnockState state, string id)
    {
        state.Users.Remove(id);
        state.Messages.RemoveAll(x => x.UserId == id);
        state.Schedules.RemoveAll(x => x.UserId == id);
    }
}
