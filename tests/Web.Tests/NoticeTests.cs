using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Notices from what causes them to the feed of who is to see them.</summary>
public sealed class NoticeTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task Who_is_registered_sees_that_it_is_live_and_nobody_else()
    {
        var (host, people, webinar) = await app.Scheduled(3);
        var (ada, left, stranger) = (people[0], people[1], people[2]);
        foreach (var one in new[] { ada, left })
        {
            await one.Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { });
        }

        await left.Send(HttpMethod.Delete, $"/api/webinars/{webinar}/registrations/mine");
        await GoLive(app, host, webinar);
        var notice = await Notice(app, ada, "webinar-live");
        Assert.EndsWith("/live", notice.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal("Why rooms remember", notice.GetProperty("data").GetProperty("title").GetString());

        // All of one page are told with one call: whoever were to see it would see it by now.
        foreach (var other in new[] { left, stranger, host })
        {
            Assert.DoesNotContain(await Inbox(app, other), one => one.GetProperty("workflow").GetString() == "webinar-live");
        }
    }

    [Fact]
    public async Task A_pass_is_for_who_is_signed_in_and_opens_their_own_feed_alone()
    {
        await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await app.Http.GetAsync("/api/notifications/pass"));
        var people = await app.People(2);
        var answer = await people[0].Send(HttpMethod.Get, "/api/notifications/pass");
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var (mine, other) = (await answer.Content.ReadFromJsonAsync<JsonElement>(), await people[1].Get("/api/notifications/pass"));
        Assert.Equal(app.Url, mine.GetProperty("host").GetString());
        Assert.StartsWith("pk_", mine.GetProperty("publicKey").GetString(), StringComparison.Ordinal);
        Assert.InRange(mine.GetProperty("expiresAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.Equal(HttpStatusCode.OK, (await Feed(mine, mine)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Feed(mine, other)).StatusCode);
    }

    [Fact]
    public async Task Who_somebody_is_is_told_before_their_first_notice()
    {
        var (host, people, webinar) = await app.Scheduled(1);
        await people[0].Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { });
        await GoLive(app, host, webinar);
        await Notice(app, people[0], "webinar-live");
        var pass = await people[0].Get("/api/notifications/pass");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var known = await (await Ask(pass, $"/v1/users/{pass.GetProperty("userId").GetString()}")).Content.ReadFromJsonAsync<JsonElement>(limit.Token);
            if (known.TryGetProperty("email", out var email) && email.GetString() is { } address)
            {
                Assert.Contains('@', address);
                Assert.NotEmpty(known.GetProperty("name").GetString()!);
                break;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    internal static async Task GoLive(WebinarsApp app, Visitor host, Guid webinar)
    {
        await host.Get($"/api/webinars/{webinar}/stream");
        var state = await app.Http.GetFromJsonAsync<JsonElement>("/sandbox/mux/state");
        var stream = state.GetProperty("streams").EnumerateArray().First(one => one.ToString().Contains(webinar.ToString(), StringComparison.Ordinal));
        (await app.Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{stream.GetProperty("id").GetString()}/encoder", new { on = true })).EnsureSuccessStatusCode();
        await host.Post($"/api/webinars/{webinar}/go-live");
    }

    private static async Task<JsonElement> Notice(WebinarsApp app, Visitor person, string workflow)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            foreach (var one in (await Inbox(app, person)).Where(one => one.GetProperty("workflow").GetString() == workflow))
            {
                return one;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> Inbox(WebinarsApp app, Visitor person)
    {
        var id = (await person.Get("/api/notifications/pass")).GetProperty("userId").GetString();
        return [.. (await app.Http.GetFromJsonAsync<JsonElement>($"/sandbox/knock/inbox?user={id}")).EnumerateArray()];
    }

    private Task<HttpResponseMessage> Feed(JsonElement pass, JsonElement of) =>
        Ask(pass, $"/v1/users/{of.GetProperty("userId").GetString()}/feeds/{pass.GetProperty("feed").GetString()}");

    private Task<HttpResponseMessage> Ask(JsonElement pass, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pass.GetProperty("publicKey").GetString());
        request.Headers.TryAddWithoutValidation("X-Knock-User-Token", pass.GetProperty("token").GetString());
        return app.Http.SendAsync(request);
    }
}
