using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Who may read whose feed, and from which pages.</summary>
public sealed class KnockBrowserTests : IAsyncLifetime
{
    private KnockTestHost _knock = null!;

    public async ValueTask InitializeAsync() => _knock = await KnockTestHost.StartAsync();

    public ValueTask DisposeAsync() => _knock.DisposeAsync();

    [Fact]
    public async Task A_token_must_be_signed_in_force_and_the_users_own()
    {
        using var other = RSA.Create(2048);
        var now = _knock.Clock.GetUtcNow().ToUnixTimeSeconds();
        var good = _knock.Token("u1");
        (string? Token, HttpStatusCode Status)[] tokens =
        [
            (good, HttpStatusCode.OK),
            (null, HttpStatusCode.Unauthorized),
            ("", HttpStatusCode.Unauthorized),
            ("a.b.c", HttpStatusCode.Unauthorized),
            (good[..^4] + "AAAA", HttpStatusCode.Unauthorized),
            (good.Split('.') is [var head, var body, _] ? $"{head}.{body}." : null, HttpStatusCode.Unauthorized),
            (MuxToken.Sign(other, new { alg = "RS256", typ = "JWT" }, new { sub = "u1", exp = now + 60 }), HttpStatusCode.Unauthorized),
            (_knock.Token("u1", new { sub = "u1", exp = now }), HttpStatusCode.Unauthorized),
            (_knock.Token("u1", new { sub = "u1" }), HttpStatusCode.Unauthorized),
            (_knock.Token("u1", new { exp = now + 60 }), HttpStatusCode.Unauthorized),
            (_knock.Token("u2"), HttpStatusCode.Forbidden),
        ];
        foreach (var (token, status) in tokens)
        {
            await _knock.SendAsync(HttpMethod.Get, $"/v1/users/u1/feeds/{_knock.Feed}", null, status, _knock.Settings["Knock:PublicKey"], token);
        }
    }

    [Fact]
    public async Task A_browser_touches_what_is_its_users_and_nothing_of_the_account()
    {
        await _knock.NotifyAsync(new { title = "1" }, "u1", "u2");
        var foreign = KnockTestHost.Ids(await _knock.FeedAsync("u2"))[0];
        Assert.Equal("[]", (await _knock.BrowserAsync("u1", HttpMethod.Post, "/v1/messages/batch/read", new { message_ids = new[] { foreign } })).GetRawText());
        await _knock.BrowserAsync("u1", HttpMethod.Put, $"/v1/messages/{foreign}/read", expected: HttpStatusCode.NotFound);
        await _knock.BrowserAsync("u1", HttpMethod.Get, $"/v1/messages/{foreign}", expected: HttpStatusCode.NotFound);
        Assert.Equal(1, (await _knock.FeedAsync("u2")).GetProperty("meta").GetProperty("unread_count").GetInt32());

        await _knock.BrowserAsync("u1", HttpMethod.Put, "/v1/users/u1", new { name = "One" });
        Assert.Equal("One", (await _knock.BrowserAsync("u1", HttpMethod.Get, "/v1/users/u1")).Text("name"));
        (HttpMethod Method, string Path)[] forbidden =
        [
            (HttpMethod.Get, "/v1/users"), (HttpMethod.Get, "/v1/users/u2"), (HttpMethod.Put, "/v1/users/u2"), (HttpMethod.Delete, "/v1/users/u1"), (HttpMethod.Post, "/v1/users/u1/merge"),
            (HttpMethod.Post, "/v1/users/bulk/identify"), (HttpMethod.Get, "/v1/messages"), (HttpMethod.Post, "/v1/workflows/w/trigger"), (HttpMethod.Post, "/v1/workflows/w/cancel"),
            (HttpMethod.Get, "/v1/tenants"), (HttpMethod.Put, "/v1/users/u2/preferences/default"), (HttpMethod.Get, $"/v1/users/u2/feeds/{_knock.Feed}"),
        ];
        foreach (var (method, path) in forbidden)
        {
            await _knock.BrowserAsync("u1", method, path, new { }, HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_account_does_not_need_a_token() =>
        await _knock.ServerAsync(HttpMethod.Get, $"/v1/users/u1/feeds/{_knock.Feed}");

    [Theory]
    [InlineData("GET", "authorization,content-type,x-knock-client,x-knock-user-token")]
    [InlineData("PUT", "authorization,content-type,x-knock-branch,x-knock-client,x-knock-user-token")]
    [InlineData("DELETE", "authorization")]
    public async Task A_page_of_any_origin_may_ask(string method, string headers)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, $"/v1/users/u1/feeds/{_knock.Feed}");
        preflight.Headers.Add("Origin", "http://elsewhere.example");
        preflight.Headers.Add("Access-Control-Request-Method", method);
        preflight.Headers.Add("Access-Control-Request-Headers", headers);
        using var allowed = await _knock.Http.SendAsync(preflight, KnockTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var named = string.Join(',', allowed.Headers.GetValues("Access-Control-Allow-Headers")).ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries);
        Assert.Subset(named.ToHashSet(), headers.Split(',').ToHashSet());
        Assert.Contains(method, string.Join(',', allowed.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/v1/users/u1") { Headers = { { "Origin", "http://elsewhere.example" } } };
        using var refused = await _knock.Http.SendAsync(asked, KnockTestHost.Cancelled);
        Assert.Equal((HttpStatusCode.Unauthorized, "*"), (refused.StatusCode, refused.Headers.GetValues("Access-Control-Allow-Origin").Single()));
    }

    [Fact]
    public void Keys_stay_the_same_and_are_of_the_vendors_form()
    {
        Assert.StartsWith("sk_", _knock.Settings["Knock:ApiKey"], StringComparison.Ordinal);
        Assert.StartsWith("pk_", _knock.Settings["Knock:PublicKey"], StringComparison.Ordinal);
        Assert.True(Guid.TryParseExact(_knock.Feed, "D", out _));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", Encoding.UTF8.GetString(Convert.FromBase64String(_knock.Settings["Knock:SigningKey"])), StringComparison.Ordinal);
        Assert.Equal(_knock.Options.Url, _knock.Settings["Knock:BaseUrl"]);
        Assert.Equal(_knock.Settings, Webinars.Sandbox.SandboxServices.Settings(_knock.Options));
    }
}
