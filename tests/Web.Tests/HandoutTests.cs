using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Files over HTTP, and with them the small things of a room over its hub.</summary>
public sealed class HandoutTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    private const int MaxBytes = 5 * 1024 * 1024;
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

    [Fact]
    public async Task A_file_that_a_host_adds_everybody_hears_of_and_downloads()
    {
        var (host, attendees, id) = await app.Scheduled(1);
        await using var room = await attendees[0].Enter(id);
        var added = await Upload(host, id, Pdf, "application/pdf", "?title=The%20slides&name=Fr%C3%BChling.pdf");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var receipt = await added.Content.ReadFromJsonAsync<JsonElement>();
        var position = receipt.GetProperty("position").GetInt64();
        Assert.False(receipt.GetProperty("duplicate").GetBoolean());

        await room.Hears("handoutAdded");
        var handout = room.Events.Single(one => RoomClient.Type(one) == "handoutAdded").GetProperty("handout");
        Assert.Equal((position, "The slides"), (handout.GetProperty("id").GetInt64(), handout.GetProperty("title").GetString()));
        Assert.Equal(("application/pdf", Pdf.Length), (handout.GetProperty("file").GetProperty("type").GetString(), handout.GetProperty("file").GetProperty("bytes").GetInt32()));
        var url = handout.GetProperty("url").GetString()!;
        Assert.Equal(url, added.Headers.Location!.ToString());

        foreach (var answer in new[] { await attendees[0].Send(HttpMethod.Get, url), await host.Send(HttpMethod.Get, url) })
        {
            Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
            Assert.Equal(("attachment", "Frühling.pdf"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal("private", answer.Headers.CacheControl!.ToString());
            Assert.Equal(Pdf, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task The_same_key_adds_it_once()
    {
        var (host, _, id) = await app.Scheduled(0);
        var first = await Position(await Upload(host, id, Pdf, "application/pdf", "?name=a.pdf", "k1"));
        Assert.Equal((first.Position, true), await Position(await Upload(host, id, Pdf, "application/pdf", "?name=a.pdf", "k1")));
        await Visitor.IsRefused(HttpStatusCode.UnprocessableEntity, "idempotency-conflict", await Upload(host, id, [.. Pdf, 1], "application/pdf", "?name=a.pdf", "k1"));
        await Visitor.IsRefused(HttpStatusCode.BadRequest, "bad-client-id", await Upload(host, id, Pdf, "application/pdf", "?name=a.pdf", "k 1"));
    }

    [Fact]
    public async Task A_removed_file_is_gone()
    {
        var (host, attendees, id) = await app.Scheduled(1);
        var (position, _) = await Position(await Upload(host, id, Pdf, "application/pdf", "?name=a.pdf"));
        await using (var room = await attendees[0].Enter(id))
        {
            await room.IsRefused("not-allowed", "RemoveHandout", RoomClient.NewId(), position);
        }

        await using var hosts = await host.Enter(id);
        await hosts.Call("RemoveHandout", RoomClient.NewId(), position);
        await host.IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, $"/api/webinars/{id}/handouts/{position}");
        await host.IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, $"/api/webinars/{id}/handouts/{position + 1}");
    }

    [Fact]
    public async Task Only_who_may_share_adds_and_only_who_may_see_the_webinar_downloads()
    {
        var people = await app.People(2);
        var draft = await people[0].Schedule();
        var (position, _) = await Position(await Upload(people[0], draft, Pdf, "application/pdf", "?name=a.pdf"));
        await people[1].IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, $"/api/webinars/{draft}/handouts/{position}");
        await Visitor.IsRefused(HttpStatusCode.NotFound, "not-found", await Upload(people[1], draft, Pdf, "application/pdf", "?name=a.pdf"));
        await people[0].Post($"/api/webinars/{draft}/publish");
        Assert.Equal(HttpStatusCode.OK, (await people[1].Send(HttpMethod.Get, $"/api/webinars/{draft}/handouts/{position}")).StatusCode);
        await Visitor.IsRefused(HttpStatusCode.Forbidden, "not-allowed", await Upload(people[1], draft, Pdf, "application/pdf", "?name=a.pdf"));
        await Visitor.IsRefused(
            HttpStatusCode.Unauthorized, "not-signed-in", await app.Http.SendAsync(Request(draft, Pdf, "application/pdf", "?name=a.pdf", ("Origin", app.Url))));
        await people[0].IsRefused(HttpStatusCode.NotFound, "not-found", HttpMethod.Get, $"/api/webinars/{await people[0].Schedule()}/handouts/{position}");
    }

    [Fact]
    public async Task A_file_is_what_it_says()
    {
        var (host, _, id) = await app.Scheduled(0);
        await Visitor.IsRefused(HttpStatusCode.UnsupportedMediaType, "unsupported-type", await Upload(host, id, [.. "<html>"u8], "text/html", "?name=a.html"));
        await Visitor.IsRefused(HttpStatusCode.UnsupportedMediaType, "unsupported-type", await Upload(host, id, [.. "<svg/>"u8], "image/png", "?name=a.png"));
        await Visitor.IsRefused(HttpStatusCode.UnsupportedMediaType, "unsupported-type", await Upload(host, id, Pdf, null, "?name=a.pdf"));
        await Visitor.IsRefused(HttpStatusCode.BadRequest, "invalid", await Upload(host, id, [], "application/pdf", "?name=a.pdf"));
        await Visitor.IsRefused(HttpStatusCode.BadRequest, "too-short", await Upload(host, id, Pdf, "application/pdf", ""));
    }

    [Fact]
    public async Task A_file_is_not_too_large()
    {
        var (host, _, id) = await app.Scheduled(0);
        await Visitor.IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large", await Upload(host, id, Large(MaxBytes + 1), "application/pdf", "?name=a.pdf"));
        await Visitor.IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large", await Upload(host, id, Large(MaxBytes * 3), "application/pdf", "?name=a.pdf"));
        var huge = Request(id, Large(MaxBytes * 7), "application/pdf", "?name=a.pdf", ("Authorization", $"Bearer {host.Token}"), ("Expect", "100-continue"));
        await Visitor.IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large", await app.Http.SendAsync(huge));
        var (position, _) = await Position(await Upload(host, id, Large(MaxBytes), "application/pdf", "?name=a.pdf"));
        Assert.Equal(Large(MaxBytes), await (await host.Send(HttpMethod.Get, $"/api/webinars/{id}/handouts/{position}")).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_else_is_sent_stays_small()
    {
        var host = (await app.People(1))[0];
        var body = new { title = new string('x', 2 * 1024 * 1024) };

        // Asks before it sends: who is cut off while sending may not read the answer.
        var answer = await host.Send(HttpMethod.Post, "/api/webinars", body, ("Expect", "100-continue"));
        await Visitor.IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large", answer);
    }

    [Fact]
    public async Task Polls_hands_reactions_and_announcements_travel_over_the_hub()
    {
        var (host, attendees, id) = await app.Scheduled(1);
        await using var room = await attendees[0].Enter(id);
        await using var hosts = await host.Enter(id);
        var poll = (await hosts.Call("DraftPoll", RoomClient.NewId(), "Tea or coffee?", new[] { "Tea", "Coffee" }, false, false)).GetProperty("position").GetInt64();
        await room.IsRefused("not-found", "VotePoll", RoomClient.NewId(), poll, new[] { 0 });
        await hosts.Call("OpenPoll", RoomClient.NewId(), poll);
        await room.Call("VotePoll", RoomClient.NewId(), poll, new[] { 1 });
        await room.IsRefused("invalid", "VotePoll", RoomClient.NewId(), poll, new[] { 2 });
        await room.Call("RaiseHand", RoomClient.NewId(), true);
        await room.Call("React", new Dictionary<string, int> { ["👍"] = 20 });
        await room.IsRefused("too-fast", "React", new Dictionary<string, int> { ["👍"] = 1 });
        await hosts.Call("Announce", RoomClient.NewId(), "Welcome");
        await hosts.Call("AddLink", RoomClient.NewId(), "The book", "https://example.org/");
        await room.Hears("pollVoted");
        await room.Hears("handoutAdded");
        await hosts.Hears("handRaised");

        await using var again = await attendees[0].Enter(id);
        var shown = again.Snapshot.GetProperty("polls")[0];
        Assert.Equal("""{"counts":[0,1],"voters":1}""", shown.GetProperty("results").ToString());
        Assert.Equal("[1]", shown.GetProperty("mine").ToString());
        Assert.Equal("Welcome", again.Snapshot.GetProperty("announcements")[0].GetProperty("text").GetString());
        Assert.Equal("https://example.org/", again.Snapshot.GetProperty("handouts")[0].GetProperty("url").GetString());
        Assert.Single(again.Snapshot.GetProperty("hands").EnumerateArray());
    }

    private static byte[] Large(int bytes) => [.. Pdf, .. new byte[bytes - Pdf.Length]];

    private static async Task<(long Position, bool Duplicate)> Position(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var receipt = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (receipt.GetProperty("position").GetInt64(), receipt.GetProperty("duplicate").GetBoolean());
    }

    private Task<HttpResponseMessage> Upload(Visitor by, Guid webinar, byte[] content, string? type, string query, string? key = null) =>
        app.Http.SendAsync(Request(webinar, content, type, query, ("Authorization", $"Bearer {by.Token}"), ("Idempotency-Key", key ?? RoomClient.NewId())));

    private static HttpRequestMessage Request(Guid webinar, byte[] content, string? type, string query, params (string Name, string Value)[] headers)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webinars/{webinar}/handouts{query}") { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
