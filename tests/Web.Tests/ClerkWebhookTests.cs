using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>What Clerk tells of people and their sign-ins, over the whole process.</summary>
public sealed class ClerkWebhookTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    private readonly ClerkMessage _clerk = new(app);

    [Fact]
    public async Task A_name_that_is_changed_at_Clerk_is_seen_by_those_who_open_a_room_afterwards()
    {
        var (_, attendees, webinar) = await app.Scheduled(2);
        var cookie = await Cookie(attendees[0]);
        await using var before = await attendees[0].Enter(webinar);
        await _clerk.Backend(HttpMethod.Patch, $"users/{attendees[0].Subject}", new { first_name = "Augusta\u202E", last_name = "King" });
        await Until(async () => await NameOf(attendees[0], webinar) == "Augusta King");
        await using var after = await attendees[0].Enter(webinar);
        Assert.Equal("Augusta King", after.You.GetProperty("name").GetString());
        Assert.Equal(before.You.GetProperty("id").GetGuid(), after.You.GetProperty("id").GetGuid());

        // The cookie was given under the old name.
        using var ticket = await WithCookie(HttpMethod.Post, $"/api/webinars/{webinar}/ticket", cookie);
        Assert.Equal("Augusta King", NameIn(JsonElement.Parse(await ticket.Content.ReadAsStringAsync())));
        Assert.NotEqual("Augusta King", await NameOf(attendees[1], webinar));
    }

    [Fact]
    public async Task A_revoked_session_ends_its_connections_its_cookie_its_token_and_its_tickets()
    {
        var (_, attendees, webinar) = await app.Scheduled(2);
        await using var room = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);
        var (cookie, otherCookie, ticket) = (await Cookie(attendees[0]), await Cookie(attendees[1]), await attendees[0].Ticket(webinar));
        using var revoked = await app.Http.PostAsync($"/sandbox/clerk/people/{attendees[0].Subject}/revoke", null);
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);

        await room.Until(one => !one.IsConnected, "the end of the connection");
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookie(HttpMethod.Get, "/api/webinars?view=mine", cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await attendees[0].Send(HttpMethod.Get, "/api/webinars?view=mine")).StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var late = new RoomClient(app, webinar, () => Task.FromResult(ticket));
            await late.Connect();
            await late.Say("too late");
        });

        await other.Say("still here");
        Assert.Equal(HttpStatusCode.OK, (await WithCookie(HttpMethod.Get, "/api/webinars?view=mine", otherCookie)).StatusCode);
        Assert.DoesNotContain("too late", other.Texts);
    }

    [Theory]
    [InlineData("session.ended", true)]
    [InlineData("session.removed", true)]
    [InlineData("session.created", false)]
    [InlineData("session.pending", false)]
    public async Task A_session_that_ends_in_any_way_is_over(string type, bool over)
    {
        var person = (await app.People(1))[0];
        var cookie = await Cookie(person);
        Assert.Equal(HttpStatusCode.OK, (await _clerk.Post(ClerkMessage.Event(type, new { id = person.Session, user_id = person.Subject, status = type[8..] }))).StatusCode);
        Assert.Equal(over ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, (await WithCookie(HttpMethod.Get, "/api/webinars?view=mine", cookie)).StatusCode);
    }

    [Fact]
    public async Task A_deleted_user_is_out_at_once_and_no_late_message_brings_them_back()
    {
        var (_, attendees, webinar) = await app.Scheduled(2);
        await using var room = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);
        var cookie = await Cookie(attendees[0]);
        await _clerk.Backend(HttpMethod.Delete, $"users/{attendees[0].Subject}");
        await room.Until(one => !one.IsConnected, "the end of the connection");
        await _clerk.Post(ClerkMessage.Named(attendees[0].Subject, "Back again"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookie(HttpMethod.Get, "/api/webinars?view=mine", cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await attendees[0].Send(HttpMethod.Get, "/api/webinars?view=mine")).StatusCode);
        await other.Say("still here");
    }

    [Fact]
    public async Task Forged_stale_unsigned_and_oversized_messages_change_nothing()
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        var name = await NameOf(attendees[0], webinar);
        var body = ClerkMessage.Named(attendees[0].Subject, "Mallory");
        var now = DateTimeOffset.UtcNow;
        var good = ClerkMessage.Sign(body, "msg_1", now, _clerk.Secret);
        HttpResponseMessage[] bad =
        [
            await _clerk.PostSigned(body, null, null, null), await _clerk.PostSigned(body, "msg_1", now, null), await _clerk.PostSigned(body, null, now, good),
            await _clerk.PostSigned(body, "msg_2", now, good), await _clerk.PostSigned(body, "msg_1", now.AddSeconds(1), good), await _clerk.PostSigned(body + " ", "msg_1", now, good),
            await _clerk.PostSigned(body, "msg_1", now, "v1,"), await _clerk.PostSigned(body, "msg_1", now, good.Replace("v1,", "v0,", StringComparison.Ordinal)),
            await _clerk.Post(body, secret: "whsec_" + Convert.ToBase64String(new byte[24])), await _clerk.Post(body, at: now.AddMinutes(-6)), await _clerk.Post(body, at: now.AddMinutes(6)),
        ];
        Assert.All(bad, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _clerk.Post(ClerkMessage.Named(attendees[0].Subject, new string('x', 300_000)))).StatusCode);
        Assert.Equal(name, await NameOf(attendees[0], webinar));

        Assert.Equal(HttpStatusCode.OK, (await _clerk.PostSigned(body, "msg_1", now, good)).StatusCode);
        Assert.Equal("Mallory", await NameOf(attendees[0], webinar));
    }

    [Fact]
    public async Task Repeated_and_late_messages_are_taken_and_change_nothing()
    {
        var (_, attendees, webinar) = await app.Scheduled(1);
        var (subject, now) = (attendees[0].Subject, DateTimeOffset.UtcNow.AddMinutes(1));
        await attendees[0].Ticket(webinar);
        var first = ClerkMessage.Named(subject, "First", now);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _clerk.Post(first, $"msg_{subject}")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal("First", await NameOf(attendees[0], webinar));

        await _clerk.Post(ClerkMessage.Named(subject, "Second", now.AddSeconds(1)));
        Assert.Equal(HttpStatusCode.OK, (await _clerk.Post(first, $"msg_{subject}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _clerk.Post(ClerkMessage.Named(subject, "Late", now.AddMilliseconds(999)))).StatusCode);
        Assert.Equal("Second", await NameOf(attendees[0], webinar));
        await _clerk.Post(ClerkMessage.Named(subject, "Third", now.AddSeconds(2)));
        Assert.Equal("Third", await NameOf(attendees[0], webinar));
    }

    [Fact]
    public async Task What_means_nothing_to_us_is_taken_and_forgotten()
    {
        foreach (var body in new[]
        {
            ClerkMessage.Event("organization.created", new { id = "org_1" }), ClerkMessage.Named("user_unknown", "Nobody"), ClerkMessage.Event("user.deleted", new { deleted = true }),
            ClerkMessage.Event("user.deleted", new { id = "user_unknown2", deleted = true }), ClerkMessage.Event("session.ended", new { id = "sess_unknown" }), "[]", "{}", """{"type":"user.updated","data":null}""",
        })
        {
            Assert.Equal(HttpStatusCode.OK, (await _clerk.Post(body)).StatusCode);
        }
    }

    private static async Task<string> Cookie(Visitor person) => (await person.Send(HttpMethod.Post, "/auth/session")).Headers.GetValues("Set-Cookie").First().Split(';')[0];

    private static async Task<string> NameOf(Visitor person, Guid webinar) => NameIn(await person.Post($"/api/webinars/{webinar}/ticket"));

    private static string NameIn(JsonElement answer) =>
        JsonElement.Parse(Base64Url.DecodeFromChars(answer.GetProperty("ticket").GetString()!.Split('.')[0])).GetProperty("name").GetString()!;

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private Task<HttpResponseMessage> WithCookie(HttpMethod method, string path, string cookie) =>
        app.Http.SendAsync(new HttpRequestMessage(method, path) { Headers = { { "Cookie", cookie }, { "Origin", app.Url } } });
}
