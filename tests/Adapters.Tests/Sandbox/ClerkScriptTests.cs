using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class ClerkScriptTests : IAsyncLifetime
{
    private ClerkApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await ClerkApp.Start();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task People_are_made_with_names_live_sessions_and_tokens_as_long_as_asked()
    {
        var people = await _app.People(new { count = 3, prefix = "Host", seconds = 120 });
        Assert.Equal(["host-1@example.com", "host-2@example.com", "host-3@example.com"], people.Select(x => x["email"]!.GetValue<string>()));
        var token = new JsonWebToken(people[0]["token"]!.GetValue<string>());
        Assert.Equal(people[0]["id"]!.GetValue<string>(), token.Subject);
        Assert.Equal(people[0]["sessionId"]!.GetValue<string>(), token.GetClaim("sid").Value);
        Assert.Equal(ClerkApp.Page, token.GetClaim("azp").Value);
        Assert.Equal(120, (token.ValidTo - token.IssuedAt).TotalSeconds);

        var more = await _app.People(new { count = 1, prefix = "host" });
        Assert.Equal("host-4@example.com", more[0]["email"]!.GetValue<string>());
        var defaults = new JsonWebToken((await _app.People(new { count = 1 }))[0]["token"]!.GetValue<string>());
        Assert.Equal(3600, (defaults.ValidTo - defaults.IssuedAt).TotalSeconds);
    }

    [Fact]
    public async Task People_keep_their_ids_over_a_restart()
    {
        var person = (await _app.People(new { count = 1 }))[0];
        await _app.Restart();
        using var backend = _app.Backend();
        Assert.Equal("active", (await backend.GetFromJsonAsync<JsonNode>($"sessions/{person["sessionId"]}"))!["status"]!.GetValue<string>());
        Assert.Equal("person-2@example.com", (await _app.People(new { count = 1 }))[0]["email"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"count":0}""")]
    [InlineData("""{"count":20001}""")]
    [InlineData("""{"count":1,"prefix":"a b"}""")]
    [InlineData("""{"count":1,"seconds":0}""")]
    [InlineData("""{"count":"many"}""")]
    public async Task A_bad_wish_is_refused_and_makes_nobody(string wish)
    {
        using var body = new StringContent(wish, Encoding.UTF8, "application/json");
        using var refused = await _app.Http.PostAsync("people", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Empty((await State())["people"]!.AsArray());
    }

    [Fact]
    public async Task The_list_shows_the_newest_hundred_people_and_the_open_codes()
    {
        await _app.People(new { count = 101, prefix = "load" });
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        await _app.People(new { count = 1, prefix = "late" });
        using var browser = _app.Browser();
        var signIn = await browser.Post("client/sign_ins", ("identifier", "late-1@example.com"), ("strategy", "email_code"));
        Assert.Equal("unverified", signIn.Response["first_factor_verification"]!["status"]!.GetValue<string>());
        await browser.Post($"client/sign_ins/{signIn.Response["id"]}/prepare_first_factor", ("strategy", "email_code"));

        var state = await State();
        Assert.Equal(100, state["people"]!.AsArray().Count);
        var newest = state["people"]![0]!;
        Assert.Equal("late-1@example.com", newest["email"]!.GetValue<string>());
        Assert.Single(newest["sessions"]!.AsArray());
        Assert.Contains(' ', newest["name"]!.GetValue<string>());
        var code = Assert.Single(state["codes"]!.AsArray())!;
        Assert.Equal("sign-in", code["purpose"]!.GetValue<string>());
        Assert.Equal(await _app.Code("late-1@example.com"), code["code"]!.GetValue<string>());
        Assert.Equal(_app.Time.GetUtcNow().AddMinutes(10), code["expiresAt"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Ending_somebodys_sessions_signs_that_browser_out_and_no_other()
    {
        using var ada = _app.Browser();
        using var eve = _app.Browser();
        var session = await ada.SignedUp(_app, "ada@example.org");
        var other = await eve.SignedUp(_app, "eve@example.org");
        var id = (await ada.Get("client")).Response["sessions"]![0]!["user"]!["id"];

        using var revoked = await _app.Http.PostAsync($"people/{id}/revoke", null);
        Assert.Equal(1, (await revoked.Content.ReadFromJsonAsync<JsonNode>())!["revoked"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Post($"client/sessions/{session}/tokens")).Status);
        Assert.Equal(HttpStatusCode.OK, (await eve.Post($"client/sessions/{other}/tokens")).Status);

        using var nobody = await _app.Http.PostAsync("people/user_nobody/revoke", null);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public void Settings_are_made_once_and_have_clerks_forms()
    {
        var settings = _app.Settings;
        Assert.Equal(settings, _app.Settings);
        Assert.Equal("clerk.sandbox.localhost$", Encoding.ASCII.GetString(Convert.FromBase64String(settings["Clerk:PublishableKey"]["pk_live_".Length..])));
        Assert.StartsWith("sk_live_", settings["Clerk:SecretKey"], StringComparison.Ordinal);
        Assert.NotEmpty(Convert.FromBase64String(settings["Clerk:WebhookSecret"]["whsec_".Length..]));
        Assert.Equal($"{_app.Options.Url}/sandbox/clerk", settings["Clerk:Issuer"]);
        Assert.Equal($"{_app.Options.Url}/sandbox/clerk/v1", settings["Clerk:BaseUrl"]);
    }

    private async Task<JsonNode> State() => (await _app.Http.GetFromJsonAsync<JsonNode>("state"))!;
}
