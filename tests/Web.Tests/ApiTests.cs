using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests;

public sealed class ApiTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task A_webinar_begins_as_a_draft_that_only_its_host_sees()
    {
        var people = await app.People(2);
        var made = await people[0].Send(HttpMethod.Post, "/api/webinars", Visitor.Draft("Grüße aus dem Off"));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var webinar = await made.Content.ReadFromJsonAsync<JsonElement>();
        var id = webinar.GetProperty("id").GetGuid();
        Assert.Equal($"/api/webinars/{id}", made.Headers.Location!.ToString());
        Assert.NotNull(made.Headers.ETag);
        Assert.Equal("draft", webinar.GetProperty("status").GetString());
        Assert.StartsWith("grusse-aus-dem-off-", webinar.GetProperty("slug").GetString()!, StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, webinar.GetProperty("host").GetProperty("id").GetGuid());

        await people[1].IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, $"/api/webinars/{id}");
        await people[1].IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Post, $"/api/webinars/{id}/publish");
        await people[1].IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Post, $"/api/webinars/{id}/ticket");
        await people[0].Get($"/api/webinars/{id}");
    }

    [Fact]
    public async Task What_was_called_off_before_anybody_saw_it_stays_unseen_and_what_was_published_stays_seen()
    {
        var (host, attendees, shown) = await app.Scheduled(1);
        var unseen = await host.Schedule();
        await host.Post($"/api/webinars/{unseen}/cancel");
        await host.Post($"/api/webinars/{shown}/cancel");
        await attendees[0].IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, $"/api/webinars/{unseen}");
        Assert.Equal("cancelled", (await attendees[0].Get($"/api/webinars/{shown}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_is_not_ones_own_cannot_be_changed()
    {
        var (_, attendees, id) = await app.Scheduled(1);
        var other = attendees[0];
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "publish"), (HttpMethod.Post, "cancel"), (HttpMethod.Post, "go-live"), (HttpMethod.Delete, "go-live"), (HttpMethod.Post, "end"),
            (HttpMethod.Get, "stream"), (HttpMethod.Post, "stream/reset-key"),
        })
        {
            await other.IsRefused(HttpStatusCode.Forbidden, "not-allowed", method, $"/api/webinars/{id}/{path}");
        }

        await other.IsRefused(HttpStatusCode.Forbidden, "not-allowed", HttpMethod.Patch, $"/api/webinars/{id}", new { title = "Mine now" });
    }

    [Fact]
    public async Task Nobody_signed_in_may_read_what_is_public_and_nothing_else()
    {
        var (_, _, id) = await app.Scheduled(0);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync($"/api/webinars/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/api/webinars")).StatusCode);
        await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await app.Http.GetAsync("/api/webinars?view=mine"));
        await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await app.Http.GetAsync($"/api/webinars/{id}/stream"));
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webinars") { Content = JsonContent.Create(Visitor.Draft()), Headers = { { "Origin", app.Url } } };
        await Visitor.IsRefused(HttpStatusCode.Unauthorized, "not-signed-in", await app.Http.SendAsync(request));
    }

    [Fact]
    public async Task The_same_idempotency_key_makes_one_webinar()
    {
        var host = (await app.People(1))[0];
        var draft = Visitor.Draft();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Send(HttpMethod.Post, "/api/webinars", draft, ("Idempotency-Key", "k-1"))));
        var ids = await Task.WhenAll(answers.Select(async answer => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()));
        Assert.Single(ids.Distinct());
        await Visitor.IsRefused(
            HttpStatusCode.UnprocessableEntity, "idempotency-conflict", await host.Send(HttpMethod.Post, "/api/webinars", Visitor.Draft("Another"), ("Idempotency-Key", "k-1")));
        Assert.Single((await host.Get("/api/webinars?view=mine")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_change_to_what_somebody_else_has_changed_is_stale()
    {
        var host = (await app.People(1))[0];
        var id = await host.Schedule();
        var tag = (await host.Send(HttpMethod.Get, $"/api/webinars/{id}")).Headers.ETag!.ToString();
        var changed = await host.Send(HttpMethod.Patch, $"/api/webinars/{id}", new { title = "Better" }, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
        await Visitor.IsRefused(
            HttpStatusCode.PreconditionFailed, "stale", await host.Send(HttpMethod.Patch, $"/api/webinars/{id}", new { title = "Worse" }, ("If-Match", tag)));
        Assert.Equal("Better", (await host.Get($"/api/webinars/{id}")).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("""{"title":"","startsAt":"2030-01-01T10:00:00Z","durationMinutes":30,"timeZone":"UTC"}""", "too-short", "title")]
    [InlineData("""{"startsAt":"2030-01-01T10:00:00Z","durationMinutes":30,"timeZone":"UTC"}""", "too-short", "title")]
    [InlineData("""{"title":"A\u0000B","startsAt":"2030-01-01T10:00:00Z","durationMinutes":30,"timeZone":"UTC"}""", "bad-text", "title")]
    [InlineData("""{"title":"T","startsAt":"1999-01-01T10:00:00Z","durationMinutes":30,"timeZone":"UTC"}""", "invalid", "startsAt")]
    [InlineData("""{"title":"T","durationMinutes":30,"timeZone":"UTC"}""", "invalid", "startsAt")]
    [InlineData("""{"title":"T","startsAt":"2027-01-01T10:00:00Z","durationMinutes":0,"timeZone":"UTC"}""", "invalid", "durationMinutes")]
    [InlineData("""{"title":"T","startsAt":"2027-01-01T10:00:00Z","durationMinutes":30,"timeZone":"Mars/Olympus"}""", "invalid", "timeZone")]
    [InlineData("""{"title":"T","startsAt":"tomorrow","durationMinutes":30,"timeZone":"UTC"}""", "invalid", "body")]
    [InlineData("""{"title":""", "invalid", "body")]
    [InlineData("""[]""", "invalid", "body")]
    public async Task Bad_input_is_named(string body, string code, string field)
    {
        var host = (await app.People(1))[0];
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webinars") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", host.Token);
        var answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_page_by_page()
    {
        var host = (await app.People(1))[0];
        var made = new HashSet<Guid>();
        for (var i = 0; i < 7; i++)
        {
            made.Add(await host.Schedule($"Part {i}"));
        }

        var seen = new List<Guid>();
        string? next = null;
        do
        {
            var page = await host.Get($"/api/webinars?view=mine&limit=3{(next is null ? "" : $"&cursor={next}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetGuid()));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        Assert.Equal(7, seen.Count);
        Assert.True(made.SetEquals(seen));
        await Visitor.IsRefused(HttpStatusCode.BadRequest, "invalid", await app.Http.GetAsync("/api/webinars?cursor=zz"));
        await Visitor.IsRefused(HttpStatusCode.BadRequest, "invalid", await app.Http.GetAsync("/api/webinars?view=all"));
    }

    [Fact]
    public async Task Unknown_things_are_not_found_in_the_same_words()
    {
        var person = (await app.People(1))[0];
        await person.IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, $"/api/webinars/{Guid.NewGuid()}");
        await person.IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, "/api/webinars/not-an-id");
        await person.IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, "/api/nothing");
    }

    [Fact]
    public async Task The_api_describes_itself_and_says_how_it_is()
    {
        var document = await app.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/webinars/{id}/go-live", paths);
        Assert.DoesNotContain(paths, path => path.StartsWith("/sandbox", StringComparison.Ordinal) || path.StartsWith("/webhooks", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/health/ready")).StatusCode);
    }
}
