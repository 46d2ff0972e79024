using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class ClerkBackendTests : IAsyncLifetime
{
    private ClerkApp _app = null!;
    private HttpClient _backend = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await ClerkApp.Start();
        _backend = _app.Backend();
    }

    public async ValueTask DisposeAsync()
    {
        _backend.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_user_and_a_session_hold_at_least_what_clerks_own_samples_hold()
    {
        var person = (await _app.People(new { count = 1 }))[0];
        var user = await Get($"users/{person["id"]}");
        AssertHolds(Sample("clerk.user.created")["data"]!.AsObject(), user.AsObject());
        Assert.Equal(person["email"]!.GetValue<string>(), user["email_addresses"]![0]!["email_address"]!.GetValue<string>());

        var session = Sample("clerk.session.created")["data"]!.AsObject();
        session.Remove("user"); // webhooks add it
        AssertHolds(session, (await Get($"sessions/{person["sessionId"]}")).AsObject());
    }

    [Theory]
    [InlineData("GET", "users")]
    [InlineData("GET", "users/count")]
    [InlineData("GET", "users/user_1")]
    [InlineData("PATCH", "users/user_1/metadata")]
    [InlineData("POST", "sessions")]
    [InlineData("GET", "sessions/sess_1")]
    [InlineData("POST", "sessions/sess_1/tokens")]
    [InlineData("POST", "sessions/sess_1/revoke")]
    [InlineData("GET", "jwks")]
    public async Task Without_the_secret_key_nothing_is_told(string verb, string path)
    {
        using var wrong = _app.Backend("sk_live_wrong");
        using var none = new HttpClient { BaseAddress = wrong.BaseAddress };
        foreach (var client in new[] { wrong, none })
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), path);
            var answer = await ClerkAnswer.Of(await client.SendAsync(request));
            Assert.Equal((HttpStatusCode.Unauthorized, "authentication_invalid"), (answer.Status, answer.ErrorCode));
        }
    }

    [Fact]
    public async Task Unknown_ids_are_not_found()
    {
        (string Verb, string Path)[] calls =
            [("GET", "users/user_1"), ("GET", "sessions/sess_1"), ("POST", "sessions/sess_1/tokens"), ("POST", "sessions/sess_1/revoke")];
        foreach (var (verb, path) in calls)
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), path);
            var answer = await ClerkAnswer.Of(await _backend.SendAsync(request));
            Assert.Equal((HttpStatusCode.NotFound, "resource_not_found"), (answer.Status, answer.ErrorCode));
        }
    }

    [Fact]
    public async Task Users_are_found_by_address_id_and_words_and_paged_in_order()
    {
        var people = await _app.People(new { count = 12, prefix = "load" });
        Assert.Equal(12, (await Get("users/count"))["total_count"]!.GetValue<int>());
        Assert.Equal(10, (await Get("users")).AsArray().Count);
        Assert.Equal("load-3@example.com", Assert.Single(Emails(await Get("users?email_address=LOAD-3%40example.com"))));
        Assert.Equal(2, (await Get($"users?user_id={people[0]["id"]}&user_id={people[1]["id"]}")).AsArray().Count);
        Assert.Equal(11, (await Get($"users?user_id=-{people[0]["id"]}&limit=100")).AsArray().Count);
        Assert.Equal(4, (await Get("users/count?query=LOAD-1"))["total_count"]!.GetValue<int>());
        Assert.Equal(["load-10@example.com", "load-11@example.com"], Emails(await Get("users?order_by=email_address&limit=2&offset=1")));
        Assert.Empty((await Get("users?email_address=eve%40example.org")).AsArray());
    }

    [Theory]
    [InlineData("users?limit=0")]
    [InlineData("users?limit=501")]
    [InlineData("users?offset=-1")]
    [InlineData("users?order_by=shoe_size")]
    public async Task A_bad_query_is_refused(string path)
    {
        var answer = await ClerkAnswer.Of(await _backend.GetAsync(path));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Fact]
    public async Task Metadata_is_merged_at_every_depth_and_null_deletes()
    {
        var path = $"users/{(await _app.People(new { count = 1 }))[0]["id"]}/metadata";
        await Patch(path, """{"public_metadata":{"role":"host","seat":{"row":1,"place":2}},"private_metadata":{"note":"x"}}""");
        var user = await Patch(path, """{"public_metadata":{"role":null,"seat":{"row":3}}}""");
        Assert.Equal("""{"seat":{"row":3,"place":2}}""", user.Body["public_metadata"]!.ToJsonString());
        Assert.Equal("""{"note":"x"}""", user.Body["private_metadata"]!.ToJsonString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Patch(path, """{"role":{}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Patch(path, "{")).Status);
    }

    [Fact]
    public async Task A_session_made_here_gives_tokens_as_long_as_asked_until_it_is_revoked()
    {
        var person = (await _app.People(new { count = 1 }))[0]["id"]!.GetValue<string>();
        var session = await ClerkAnswer.Of(await _backend.PostAsJsonAsync("sessions", new { user_id = person }));
        Assert.Equal("active", session.Body["status"]!.GetValue<string>());
        var path = $"sessions/{session.Body["id"]}";

        Assert.Equal(60, Life(await ClerkAnswer.Of(await _backend.PostAsync($"{path}/tokens", null))));
        Assert.Equal(3600, Life(await ClerkAnswer.Of(await _backend.PostAsJsonAsync($"{path}/tokens", new { expires_in_seconds = 3600 }))));
        var tooShort = await ClerkAnswer.Of(await _backend.PostAsJsonAsync($"{path}/tokens", new { expires_in_seconds = 5 }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooShort.Status);

        var revoked = await ClerkAnswer.Of(await _backend.PostAsync($"{path}/revoke", null));
        Assert.Equal("revoked", revoked.Body["status"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await ClerkAnswer.Of(await _backend.PostAsync($"{path}/tokens", null))).Status);

        var nobody = await ClerkAnswer.Of(await _backend.PostAsJsonAsync("sessions", new { user_id = "user_nobody" }));
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
    }

    [Fact]
    public async Task Answers_are_typed_as_json_without_a_charset()
    {
        // Clerk's own Node client compares the whole header.
        using var answer = await _backend.GetAsync("users/count");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        using var refused = await _backend.GetAsync("users/user_1");
        Assert.Equal("application/json", refused.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task The_keys_told_here_are_the_public_ones()
    {
        Assert.Equal(await _app.Http.GetStringAsync(".well-known/jwks.json"), (await _backend.GetStringAsync("jwks")));
    }

    private static double Life(ClerkAnswer answer)
    {
        var token = new JsonWebToken(answer.Body["jwt"]!.GetValue<string>());
        Assert.Equal(ClerkApp.Page, token.GetClaim("azp").Value);
        return (token.ValidTo - token.IssuedAt).TotalSeconds;
    }

    private static List<string> Emails(JsonNode users) =>
        [.. users.AsArray().Select(x => x!["email_addresses"]![0]!["email_address"]!.GetValue<string>())];

    private static void AssertHolds(JsonObject sample, JsonObject answer) =>
        Assert.Empty(sample.Select(x => x.Key).Except(answer.Select(x => x.Key)));

    private async Task<JsonNode> Get(string path) => (await _backend.GetFromJsonAsync<JsonNode>(path))!;

    private async Task<ClerkAnswer> Patch(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await ClerkAnswer.Of(await _backend.PatchAsync(path, body));
    }

    private static JsonNode Sample(string name) => JsonNode.Parse(ContractFolder.Webhook(name).GetRawText())!;
}
