using System.Net;

namespace Webinars.Web.Tests;

public sealed class SessionTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task A_session_token_is_exchanged_for_a_cookie_that_scripts_cannot_read()
    {
        var person = (await app.People(1))[0];
        var begun = await person.Send(HttpMethod.Post, "/auth/session");
        Assert.Equal(HttpStatusCode.NoContent, begun.StatusCode);
        var cookie = Assert.Single(begun.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(person.Token, cookie, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await WithCookie(HttpMethod.Get, "/api/webinars?view=mine", cookie, null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await WithCookie(HttpMethod.Post, "/api/webinars", cookie, app.Url)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_strange_page_cannot_use_the_cookie(string? origin)
    {
        var person = (await app.People(1))[0];
        var cookie = (await person.Send(HttpMethod.Post, "/auth/session")).Headers.GetValues("Set-Cookie").First();
        await Visitor.IsRefused(HttpStatusCode.Forbidden, "not-allowed", await WithCookie(HttpMethod.Post, "/api/webinars", cookie, origin));
        await Visitor.IsRefused(HttpStatusCode.Forbidden, "not-allowed", await WithCookie(HttpMethod.Delete, "/auth/session", cookie, origin));
    }

    [Fact]
    public async Task Signing_out_ends_the_cookie_and_the_open_rooms_of_that_session()
    {
        var (_, attendees, webinar) = await app.Scheduled(2);
        await using var room = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);
        var left = await attendees[0].Send(HttpMethod.Delete, "/auth/session");
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        await other.Until(one => one.Pulse.ValueKind is System.Text.Json.JsonValueKind.Object && one.Pulse.GetProperty("viewers").GetInt32() == 1, "one viewer");
        await Assert.ThrowsAnyAsync<Exception>(() => room.Say("still there?"));
        await other.Say("I am");
    }

    [Fact]
    public async Task A_page_asked_for_under_another_name_of_this_machine_leads_to_the_one_that_signs_in()
    {
        var other = app.Url.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        var page = await app.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{other}/past?a=b") { Headers = { { "Accept", "text/html" } } });
        Assert.Equal($"{app.Url}/past?a=b", page.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync($"{other}/api/webinars")).StatusCode);
    }

    [Fact]
    public async Task A_forged_or_foreign_token_is_nobody()
    {
        var person = (await app.People(1))[0];
        var parts = person.Token.Split('.');
        string[] forged =
        [
            $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}", "nonsense", $"eyJhbGciOiJub25lIn0.{parts[1]}.",
            $"{parts[0]}.{(parts[1][10] == 'x' ? parts[1][..10] + "y" : parts[1][..10] + "x")}{parts[1][11..]}.{parts[2]}",
        ];
        foreach (var token in forged)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/api/webinars?view=mine") { Headers = { { "Authorization", $"Bearer {token}" } } };
            await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await app.Http.SendAsync(request));
        }
    }

    [Fact]
    public async Task No_log_line_holds_a_token_a_ticket_or_a_stream_key()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        var ticket = await attendees[0].Ticket(webinar);
        var key = (await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("streamKey").GetString()!;
        await using var room = new RoomClient(app, webinar, () => Task.FromResult(ticket));
        await room.Connect();
        await room.Say("SENTINEL-TEXT");
        await host.Send(HttpMethod.Get, "/api/nothing");
        foreach (var secret in new[] { host.Token, attendees[0].Token, ticket, key, "SENTINEL-TEXT", "access_token" })
        {
            Assert.DoesNotContain(secret, app.Output, StringComparison.Ordinal);
        }
    }

    private Task<HttpResponseMessage> WithCookie(HttpMethod method, string path, string cookie, string? origin)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }

        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        return app.Http.SendAsync(request);
    }
}
