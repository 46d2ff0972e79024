using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class ClerkFrontendTests : IAsyncLifetime
{
    private const string Email = "ada@example.org";
    private ClerkApp _app = null!;
    private ClerkBrowser _browser = null!;
    private string _sessionId = "";

    public async ValueTask InitializeAsync()
    {
        _app = await ClerkApp.Start();
        _browser = _app.Browser();
        _sessionId = await _browser.SignedUp(_app, Email);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_session_token_holds_for_a_minute_and_verifies_against_the_public_keys()
    {
        var bare = (await _browser.Post($"client/sessions/{_sessionId}/tokens", ("organization_id", ""))).Body;
        Assert.Equal("token", bare["object"]!.GetValue<string>());
        var result = await Verify(bare["jwt"]!.GetValue<string>());

        Assert.True(result.IsValid, result.Exception?.Message);
        var token = (JsonWebToken)result.SecurityToken;
        Assert.Equal(ClerkApp.Page, token.GetClaim("azp").Value);
        Assert.Equal(_sessionId, token.GetClaim("sid").Value);
        Assert.Equal("active", token.GetClaim("sts").Value);
        Assert.Equal("2", token.GetClaim("v").Value);
        Assert.StartsWith("user_", token.Subject, StringComparison.Ordinal);
        Assert.Equal(60, (token.ValidTo - token.IssuedAt).TotalSeconds);
        Assert.Equal("cl_B7d4PD111AAA", token.GetHeaderValue<string>("cat"));
    }

    [Fact]
    public async Task A_forged_token_does_not_verify()
    {
        var jwt = (await _browser.Post($"client/sessions/{_sessionId}/tokens")).Body["jwt"]!.GetValue<string>().Split('.');
        var other = (await _app.People(new { count = 1 }))[0]["token"]!.GetValue<string>().Split('.');
        Assert.False((await Verify($"{jwt[0]}.{other[1]}.{jwt[2]}")).IsValid);
        Assert.True((await Verify($"{other[0]}.{other[1]}.{other[2]}")).IsValid);
    }

    [Fact]
    public async Task Each_token_is_new_and_a_template_gives_one_too()
    {
        var first = (await _browser.Post($"client/sessions/{_sessionId}/tokens")).Body["jwt"]!.GetValue<string>();
        var second = (await _browser.Post($"client/sessions/{_sessionId}/tokens?debug=skip_cache")).Body["jwt"]!.GetValue<string>();
        Assert.NotEqual(first, second);
        var template = await _browser.Post($"client/sessions/{_sessionId}/tokens/knock");
        Assert.True((await Verify(template.Body["jwt"]!.GetValue<string>())).IsValid);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("tokens")]
    public async Task A_revoked_an_expired_and_a_strangers_session_are_answered_401(string verb)
    {
        Assert.Equal(HttpStatusCode.OK, (await _browser.Post($"client/sessions/{_sessionId}/{verb}")).Status);
        using var stranger = _app.Browser();
        await stranger.SignedUp(_app, "eve@example.org");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Post($"client/sessions/{_sessionId}/{verb}")).Status);

        using var backend = _app.Backend();
        using var revoked = await backend.PostAsync($"sessions/{_sessionId}/revoke", null);
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        var refused = await _browser.Post($"client/sessions/{_sessionId}/{verb}");
        Assert.Equal((HttpStatusCode.Unauthorized, "authentication_invalid"), (refused.Status, refused.ErrorCode));
        Assert.Equal("0", _browser.SignedInAt);

        var strangers = (await stranger.Get("client")).Response["last_active_session_id"]!.GetValue<string>();
        _app.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Post($"client/sessions/{strangers}/{verb}")).Status);
    }

    [Fact]
    public async Task Touching_and_minting_write_nothing()
    {
        var file = new FileInfo(Path.Combine(_app.Options.Folder, "clerk.jsonl"));
        var length = file.Length;
        _app.Time.Advance(TimeSpan.FromSeconds(45));
        var touched = await _browser.Post($"client/sessions/{_sessionId}/touch", ("active_organization_id", ""), ("intent", "focus"));
        await _browser.Post($"client/sessions/{_sessionId}/tokens");
        file.Refresh();
        Assert.Equal(length, file.Length);
        Assert.Equal(_app.Time.GetUtcNow().ToUnixTimeMilliseconds(), touched.Response["last_active_at"]!.GetValue<long>());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_keeps_the_client()
    {
        var before = (await _browser.Get("client")).Response["id"]!.GetValue<string>();
        var signedOut = await _browser.Post("client/sessions?_method=DELETE");
        Assert.Empty(signedOut.Response["sessions"]!.AsArray());
        Assert.Null(signedOut.Response["last_active_session_id"]);
        Assert.Equal(before, signedOut.Client!["id"]!.GetValue<string>());
        Assert.Equal("0", _browser.SignedInAt);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.Post($"client/sessions/{_sessionId}/tokens")).Status);
    }

    [Theory]
    [InlineData("remove", "removed")]
    [InlineData("end", "ended")]
    public async Task One_session_can_be_closed_by_name(string verb, string status)
    {
        var closed = await _browser.Post($"client/sessions/{_sessionId}/{verb}");
        Assert.Equal(status, closed.Response["status"]!.GetValue<string>());
        Assert.Empty(closed.Client!["sessions"]!.AsArray());
    }

    [Fact]
    public async Task People_rename_themselves_and_nobody_without_the_session_does()
    {
        var renamed = await _browser.Post($"me?_method=PATCH&_clerk_session_id={_sessionId}", ("first_name", "Augusta"), ("last_name", "King"));
        Assert.Equal("Augusta", renamed.Response["first_name"]!.GetValue<string>());
        Assert.Equal("King", renamed.Client!["sessions"]![0]!["public_user_data"]!["last_name"]!.GetValue<string>());

        using var stranger = _app.Browser();
        var refused = await stranger.Post($"me?_method=PATCH&_clerk_session_id={_sessionId}", ("first_name", "Eve"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
    }

    [Fact]
    public async Task A_password_is_changed_only_with_the_old_one()
    {
        var path = $"me/change_password?_clerk_session_id={_sessionId}";
        var refused = await _browser.Post(path, ("current_password", "wrong wrong"), ("new_password", "battery staple 1"));
        Assert.Equal(("form_password_incorrect", "current_password"), (refused.ErrorCode, refused.ErrorField));
        var changed = await _browser.Post(path, ("current_password", "correct horse 9"), ("new_password", "battery staple 1"));
        Assert.Equal(HttpStatusCode.OK, changed.Status);

        using var other = _app.Browser();
        var signedIn = await other.Post("client/sign_ins", ("identifier", Email), ("password", "battery staple 1"));
        Assert.Equal("complete", signedIn.Response["status"]!.GetValue<string>());
        var sessions = await _browser.Get($"me/sessions/active?_clerk_session_id={_sessionId}");
        Assert.Equal(2, sessions.Body.AsArray().Count);
    }

    [Fact]
    public async Task The_picture_comes_from_the_host_that_was_asked()
    {
        var url = (await _browser.Get($"me?_clerk_session_id={_sessionId}")).Response["image_url"]!.GetValue<string>();
        Assert.StartsWith(_app.Options.Url, url, StringComparison.Ordinal);
        using var picture = await _app.Http.GetAsync(url + "?width=160");
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains(">AL<", await picture.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_origin_is_let_in_by_name_with_cookies_but_not_to_the_script_api()
    {
        var headers = (await _browser.Get("client")).Message.Headers;
        Assert.Equal(ClerkApp.Page, Assert.Single(headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("true", Assert.Single(headers.GetValues("Access-Control-Allow-Credentials")));

        using var request = new HttpRequestMessage(HttpMethod.Get, "state") { Headers = { { "Origin", "http://evil.example" } } };
        using var state = await _app.Http.SendAsync(request);
        Assert.False(state.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_unknown_endpoint_is_refused_in_clerks_form()
    {
        var refused = await _browser.Post("me/passkeys");
        Assert.Equal((HttpStatusCode.NotFound, "resource_not_found"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task After_a_restart_people_are_still_signed_in_and_old_tokens_verify()
    {
        var old = (await _browser.Post($"client/sessions/{_sessionId}/tokens")).Body["jwt"]!.GetValue<string>();
        await _app.Restart();
        Assert.Equal(_sessionId, (await _browser.Get("client")).Response["last_active_session_id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await _browser.Post($"client/sessions/{_sessionId}/tokens")).Status);
        Assert.True((await Verify(old)).IsValid);
    }

    [Fact]
    public async Task A_line_torn_off_by_a_kill_is_dropped_and_the_rest_is_read()
    {
        await using var stream = new FileStream(
            Path.Combine(_app.Options.Folder, "clerk.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await stream.WriteAsync("{\"kind\":\"pers"u8.ToArray());
        await stream.FlushAsync();
        await _app.Restart();
        Assert.Equal(_sessionId, (await _browser.Get("client")).Response["last_active_session_id"]!.GetValue<string>());
    }

    private async Task<TokenValidationResult> Verify(string jwt)
    {
        var keys = JsonWebKeySet.Create(await _app.Http.GetStringAsync(".well-known/jwks.json"));
        return await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(jwt, new TokenValidationParameters
        {
            ValidIssuer = _app.Settings["Clerk:Issuer"],
            ValidateAudience = false,
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = ["RS256"],
        });
    }
}
