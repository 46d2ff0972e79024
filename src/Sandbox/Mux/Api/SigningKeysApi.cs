using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Mux.Api;

internal static class SigningKeysApi
{
    public static void Map(RouteGroupBuilder keys)
    {
        keys.MapGet("", (HttpRequest request, SandboxFile<MuxState> file) =>
            file.Read(state => Reply.Data(new JsonArray([.. state.SigningKeys.AsEnumerable().Reverse().Page(request).Select(Shown)]))));
        keys.MapPost("", Create);
        keys.MapGet("{id}", (string id, SandboxFile<MuxState> file) => file.Read(state => Reply.Data(Shown(Find(state, id)))));
        keys.MapDelete("{id}", (string id, SandboxFile<MuxState> file) => file.Change(state =>
        {
            state.SigningKeys.Remove(Find(state, id));
            return Results.NoContent();
        }));
    }

    private static IResult Create(SandboxFile<MuxState> file, TimeProvider time)
    {
        using var pair = RSA.Create(2048);
        var key = new SigningKey(MuxId.New(), time.GetUtcNow(), Convert.ToBase64String(pair.ExportSubjectPublicKeyInfo()));
        file.Change(state => state.SigningKeys.Add(key));
        var json = Shown(key);
        json["private_key"] = MuxKeys.Encode(pair);
        return Reply.Data(json, StatusCodes.Status201Created);
    }

    private static SigningKey Find(MuxState state, string id) => state.SigningKeys.Find(x => x.Id == id) ?? throw MuxException.NotFound();

    private static JsonObject Shown(SigningKey key) => new()
    {
        ["id"] = key.Id,
        ["created_at"] = key.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };
}
