using System.Net;
using System.Text.Json;
using System.Text;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>What the sandbox tells of letters, and what scripts see of them and do with them.</summary>
public sealed class ResendWebhookTests : IAsyncLifetime
{
    private ResendApp _resend = null!;

    public async ValueTask InitializeAsync() => _resend = await ResendApp.Start();

    public ValueTask DisposeAsync() => _resend.DisposeAsync();

    [Fact]
    public async Task Every_event_has_the_fields_of_its_sample()
    {
        var id = await _resend.Arrived(await _resend.Sent(To("delivered@resend.dev")), "delivered");
        await _resend.Arrived(await _resend.Sent(To("bounced@resend.dev")), "bounced");
        await _resend.Arrived(await _resend.Sent(To("suppressed@resend.dev")), "suppressed");
        await _resend.Sent(To("ada@example.org", "\"scheduled_at\":\"in 1 hour\","));
        foreach (var what in new[] { "opened", "clicked", "delayed", "failed", "complained" })
        {
            Assert.Equal(HttpStatusCode.OK, await _resend.Happens(id, what));
        }

        var types = Contract.Resend.WebhookTypes.Where(type => type.StartsWith("email.", StringComparison.Ordinal) && type != "email.received").ToList();
        Assert.Equal(10, types.Count);
        foreach (var type in types)
        {
            var told = await _resend.Product.FirstAsync(type);
            Assert.Equal(Names(ContractFolder.Webhook($"resend.{type}")), Names(told.Json));
        }
    }

    [Fact]
    public async Task The_vendors_addresses_for_tests_do_what_they_say()
    {
        var expected = new Dictionary<string, string>
        {
            ["delivered@resend.dev"] = "email.sent email.delivered",
            ["Ada <ada@example.org>"] = "email.sent email.delivered",
            ["bounced@resend.dev"] = "email.sent email.bounced",
            ["bounced+first@resend.dev"] = "email.sent email.bounced",
            ["bounced@example.org"] = "email.sent email.delivered",
            ["suppressed+x@resend.dev"] = "email.sent email.suppressed",
            ["complained@resend.dev"] = "email.sent email.delivered email.complained",
        };
        var ids = new Dictionary<string, string>();
        foreach (var to in expected.Keys)
        {
            ids[to] = await _resend.Sent(To(to));
        }

        foreach (var to in expected.Keys)
        {
            await _resend.Arrived(ids[to], expected[to].Split('.')[^1]);
        }

        await MuxTestHost.UntilAsync(() => Task.FromResult(expected.All(one => Told(one.Key) == one.Value)), "every webhook");
        _resend.Clock.Advance(TimeSpan.FromMinutes(1));
        await _resend.Arrived(await _resend.Sent(To("last@example.org")), "delivered");
        Assert.All(expected, one => Assert.Equal(one.Value, Told(one.Key)));

        string Told(string to) => string.Join(' ', _resend.Product.Deliveries.Where(one => one.Data.Text("email_id") == ids[to]).Select(one => one.Type));
    }

    [Fact]
    public async Task A_bounce_may_pass_and_a_delayed_letter_arrives_in_the_end()
    {
        var id = await _resend.Arrived(await _resend.Sent(To("ada@example.org")), "delivered");
        await _resend.Happens(id, "bounced", """{"type":"Transient"}""");
        Assert.Equal("Transient", (await _resend.Product.FirstAsync("email.bounced")).Data.GetProperty("bounce").Text("type"));
        await _resend.Happens(id, "clicked", """{"link":"https://example.org/join"}""");
        Assert.Equal("https://example.org/join", (await _resend.Product.FirstAsync("email.clicked")).Data.GetProperty("click").Text("link"));
        await _resend.Happens(id, "delayed");
        _resend.Clock.Advance(TimeSpan.FromMinutes(1));
        await _resend.Product.NthAsync("email.delivered", 2);
    }

    [Fact]
    public async Task Nothing_happens_to_what_was_not_sent_or_is_not_there()
    {
        var scheduled = await _resend.Sent(To("ada@example.org", "\"scheduled_at\":\"in 1 hour\","));
        Assert.Equal(HttpStatusCode.Conflict, await _resend.Happens(scheduled, "opened"));
        Assert.Equal(HttpStatusCode.NotFound, await _resend.Happens($"{Guid.NewGuid()}", "opened"));
        Assert.Equal(HttpStatusCode.NotFound, await _resend.Happens(scheduled, "teleported"));
        Assert.Equal("scheduled", await _resend.State(scheduled));
    }

    [Fact]
    public async Task Every_attempt_is_signed_anew_under_the_same_id()
    {
        _resend.Product.Answer = _ => 500;
        await _resend.Sent();
        var first = await _resend.Product.FirstAsync("email.sent");
        await MuxTestHost.UntilAsync(async () => (await Webhooks())[0].GetProperty("attempts").GetInt32() == 1, "the attempt to be noted");
        _resend.Product.Answer = _ => 200;
        _resend.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await _resend.Product.NthAsync("email.sent", 2);
        Assert.Equal((first.Headers["svix-id"], first.Body), (second.Headers["svix-id"], second.Body));
        Assert.NotEqual(first.Headers["svix-timestamp"], second.Headers["svix-timestamp"]);
        Assert.Equal(first.Headers["svix-id"], Verify(second, _resend.Settings["Resend:WebhookSecret"]));
        Assert.Null(Verify(second, "whsec_" + Convert.ToBase64String("another secret"u8)));

        string? Verify(Delivery delivery, string secret) =>
            SvixSignature.Verify(Encoding.UTF8.GetBytes(delivery.Body), name => delivery.Headers.GetValueOrDefault(name), secret, _resend.Clock.GetUtcNow());
    }

    [Fact]
    public async Task The_page_sees_each_webhook_and_can_send_it_again()
    {
        var id = await _resend.Sent();
        await MuxTestHost.UntilAsync(async () => (await Webhooks())[0].GetProperty("delivered").GetBoolean(), "the delivery");
        var one = (await Webhooks())[0];
        Assert.Equal(("email.sent", id, 200), (one.Text("type"), one.Text("about"), one.GetProperty("lastStatus").GetInt32()));
        var whole = JsonElement.Parse(await _resend.Http.GetStringAsync($"webhooks/{one.Text("id")}", ResendApp.Cancelled));
        Assert.Equal((id, 1), (whole.GetProperty("body").GetProperty("data").Text("email_id"), whole.GetProperty("tries").GetArrayLength()));
        using var again = await _resend.Http.PostAsync($"webhooks/{one.Text("id")}/send", null, ResendApp.Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        await _resend.Product.NthAsync("email.sent", 2);
        using var unknown = await _resend.Http.PostAsync("webhooks/nobody/send", null, ResendApp.Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_script_sees_letters_as_their_readers_do()
    {
        await _resend.Sent(To("Ada <Ada+1@example.org>", """
            "reply_to":"host@example.com","attachments":[{"filename":"invite.ics","content":"QkVHSU4=","content_type":"text/calendar; charset=utf-8; method=REQUEST"},
            {"filename":"notes.txt","content":"plain text"},{"filename":"logo.png","path":"https://x.example/logo.png"}],
            """));
        await _resend.Sent(To("bob@example.org"));
        foreach (var query in new[] { "?to=ada%2B1@example.org", "?to=ada+1@example.org", "?to=ADA%2B1@EXAMPLE.ORG" })
        {
            Assert.Equal(1, (await _resend.Inbox(query)).GetArrayLength());
        }

        Assert.Equal(["bob@example.org", "Ada <Ada+1@example.org>"], (await _resend.Inbox()).EnumerateArray().Select(one => one.Text("to")));
        Assert.Equal(1, (await _resend.Inbox("?limit=1")).GetArrayLength());
        Assert.Equal(0, (await _resend.Inbox("?to=ada@example.org")).GetArrayLength());

        var letter = (await _resend.Inbox("?to=ada%2B1@example.org"))[0];
        Assert.Equal(
            ("Acme <events@example.com>", "host@example.com", "Hi", "<b>Hi</b>", "Hi", "sent"),
            (letter.Text("from"), letter.Text("replyTo"), letter.Text("subject"), letter.Text("html"), letter.Text("text"), letter.Text("state")));
        Assert.Equal(("42", "w_42", JsonValueKind.Null), (letter.GetProperty("headers").Text("X-Entity-Ref-ID"), letter.GetProperty("tags").Text("webinar"), letter.GetProperty("scheduledAt").ValueKind));
        Assert.Equal(_resend.Clock.GetUtcNow(), letter.GetProperty("at").GetDateTimeOffset());

        var files = letter.GetProperty("attachments");
        Assert.Equal([("invite.ics", 5), ("notes.txt", 10), ("logo.png", 0)], files.EnumerateArray().Select(one => (one.Text("filename"), one.GetProperty("size").GetInt32())));
        using var invite = await _resend.Http.GetAsync(files[0].Text("url"), ResendApp.Cancelled);
        Assert.Equal("BEGIN", await invite.Content.ReadAsStringAsync(ResendApp.Cancelled));
        Assert.Equal("text/calendar; charset=utf-8; method=REQUEST", invite.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", invite.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("plain text", await _resend.Http.GetStringAsync(files[1].Text("url"), ResendApp.Cancelled));
        Assert.Equal("https://x.example/logo.png", files[2].Text("url"));
        using var missing = await _resend.Http.GetAsync($"inbox/{letter.Text("id")}/attachments/3", ResendApp.Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static string To(string address, string more = "") =>
        $$$"""{"from":"Acme <events@example.com>","to":["{{{address}}}"],"subject":"Hi","html":"<b>Hi</b>","text":"Hi",{{{more}}}"tags":[{"name":"webinar","value":"w_42"},{"name":"kind","value":"reminder"}],"headers":{"X-Entity-Ref-ID":"42"}}""";

    /// <summary>Of every member at every depth; an empty list says nothing of its items.</summary>
    private static List<string> Names(JsonElement json) =>
        [.. Members.Paths(json).Select(path => path.Replace("[]", "", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    private async Task<JsonElement> Webhooks() => JsonElement.Parse(await _resend.Http.GetStringAsync("webhooks", ResendApp.Cancelled));
}
