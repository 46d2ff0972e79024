using System.Net;
using System.Net.WebSockets;

namespace Webinars.Web.Tests;

/// <summary>Who asks, and how, as a proxy that is trusted says it; nobody else is believed.</summary>
public sealed class BehindProxyTests
{
    internal static void TrustThisMachine(WebinarsApp app)
    {
        app.Settings["Web__TrustedProxies__0"] = "127.0.0.0/8";
        app.Settings["Web__TrustedProxies__1"] = "::1";
    }

    [Fact]
    public async Task A_cookie_is_secure_where_a_trusted_proxy_says_that_the_browser_came_over_TLS_and_sockets_are_counted_for_each_browser()
    {
        await using var app = new WebinarsApp();
        TrustThisMachine(app);
        app.Settings["Limits__ConnectionsPerAddress"] = "2";
        await app.InitializeAsync();
        Assert.Contains("; secure", await Cookie(app, ("X-Forwarded-Proto", "https")), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; secure", await Cookie(app, ("X-Forwarded-Proto", "http")), StringComparison.OrdinalIgnoreCase);

        // Of who stands before the trusted one nothing is believed: it is who asks.
        Assert.DoesNotContain("; secure", await Cookie(app, ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https, http")), StringComparison.OrdinalIgnoreCase);

        var (_, attendees, webinar) = await app.Scheduled(1);
        using var first = await Open(app, attendees[0], webinar, "203.0.113.7");
        using var second = await Open(app, attendees[0], webinar, "192.0.2.1, 203.0.113.7");
        Assert.Equal(WebSocketState.Open, second.State);
        await Assert.ThrowsAsync<WebSocketException>(() => Open(app, attendees[0], webinar, "198.51.100.1, 203.0.113.7"));
        using var other = await Open(app, attendees[0], webinar, "203.0.113.8");
        Assert.Equal(WebSocketState.Open, other.State);
    }

    [Fact]
    public async Task What_anybody_else_says_of_where_it_comes_from_is_not_heard()
    {
        await using var app = new WebinarsApp();
        app.Settings["Web__TrustedProxies__0"] = "10.1.2.3";
        app.Settings["Limits__ConnectionsPerAddress"] = "1";
        await app.InitializeAsync();
        Assert.DoesNotContain("; secure", await Cookie(app, ("X-Forwarded-Proto", "https")), StringComparison.OrdinalIgnoreCase);

        // This machine is free, whoever it says that it is.
        var (_, attendees, webinar) = await app.Scheduled(1);
        using var first = await Open(app, attendees[0], webinar, "203.0.113.7");
        using var second = await Open(app, attendees[0], webinar, "203.0.113.7");
        Assert.Equal(WebSocketState.Open, second.State);
    }

    [Fact]
    public async Task Where_browsers_come_over_TLS_they_are_told_to_stay_with_it_and_where_not_not()
    {
        await using var app = new WebinarsApp();
        app.Settings["Web__PublicUrl"] = "https://webinars.example.com";
        TrustThisMachine(app);
        await app.InitializeAsync();
        var page = await app.Http.GetAsync("/");
        Assert.Equal("max-age=31536000", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        Assert.Contains("wss://webinars.example.com", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        // A redirect keeps scheme and name; a name that is not ours is not taken from anybody.
        Assert.StartsWith("https://webinars.example.com/", await Redirect("webinars.example.com"), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", await Redirect("evil.example"), StringComparison.Ordinal);

        async Task<string> Redirect(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard");
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", host);
            var answer = await app.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return answer.Headers.Location!.IsAbsoluteUri ? $"{answer.Headers.Location}" : $"https://webinars.example.com{answer.Headers.Location}";
        }
    }

    [Fact]
    public async Task A_form_that_comes_by_a_proxy_that_nobody_named_and_so_over_http_is_refused_and_breaks_nothing()
    {
        await using var app = new WebinarsApp();
        app.Settings["Web__PublicUrl"] = "https://webinars.example.com";
        await app.InitializeAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Http.PostAsync("/", new FormUrlEncodedContent([]))).StatusCode);
    }

    [Theory]
    [InlineData("Web__TrustedProxies__0", "everybody", "Web:TrustedProxies:0 must be an address or a network")]
    [InlineData("Web__TrustedProxies__0", "10.0.0.0/33", "Web:TrustedProxies:0 must be an address or a network")]
    [InlineData("Nodes__Accept", "Web:PublicUrl, Mux:Nonsense", "Nodes:Accept must hold names of settings that nodes have alike, such as Web:PublicUrl, with commas between; no. 2 is none")]
    [InlineData("Web__TrustedProxy", "10.0.0.5", "Web:TrustedProxy is not known. Is it Web:TrustedProxies?")]
    public async Task A_senseless_setting_is_one_line(string name, string value, string line)
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { [name] = value }, "check-config");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(line, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
    }

    private static async Task<string> Cookie(WebinarsApp app, params (string, string)[] forwarded)
    {
        var person = (await app.People(1))[0];
        var from = forwarded.Any(one => one.Item1 == "X-Forwarded-For") ? forwarded : [.. forwarded, ("X-Forwarded-For", "203.0.113.7")];
        return Assert.Single((await person.Send(HttpMethod.Post, "/auth/session", null, from)).Headers.GetValues("Set-Cookie"));
    }

    private static async Task<ClientWebSocket> Open(WebinarsApp app, Visitor person, Guid webinar, string from)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Forwarded-For", from);
        await socket.ConnectAsync(new Uri($"ws{app.Url["http".Length..]}/hub?webinarId={webinar}&access_token={await person.Ticket(webinar)}"), TestContext.Current.CancellationToken);
        return socket;
    }
}
