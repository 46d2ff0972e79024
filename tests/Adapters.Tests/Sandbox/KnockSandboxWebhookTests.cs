using System.Text.Json;
using System.Text;
using Webinars.Adapters.Knock;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>What the sandbox tells the product, and what it shows of it.</summary>
public sealed class KnockSandboxWebhookTests : IAsyncLifetime
{
    private KnockTestHost _knock = null!;

    public async ValueTask InitializeAsync() => _knock = await KnockTestHost.StartAsync();

    public ValueTask DisposeAsync() => _knock.DisposeAsync();

    [Fact]
    public async Task Everything_that_happens_to_a_message_is_told_and_signed_as_the_vendor_does()
    {
        await _knock.NotifyAsync(new { title = "1" }, "u1");
        var id = KnockTestHost.Ids(await _knock.FeedAsync("u1"))[0];
        string[] acts = ["seen", "read", "interacted", "archived", "unarchived", "unread", "unseen"];
        foreach (var act in acts)
        {
            _knock.Clock.Advance(TimeSpan.FromSeconds(1));
            await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/messages/batch/{act}", new { message_ids = new[] { id } });
            await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/messages/batch/{(act == "interacted" ? "read" : act)}", new { message_ids = new[] { id } });
        }

        await _knock.Receiver.NthAsync("message.unseen", 1);
        Assert.Equal([.. acts.Prepend("delivered").Prepend("sent").Select(act => $"message.{act}")], _knock.Receiver.Types);
        foreach (var delivery in _knock.Receiver.Deliveries)
        {
            Assert.True(KnockSignature.IsGenuine(Encoding.UTF8.GetBytes(delivery.Body), delivery.Headers["x-knock-signature"], _knock.Settings["Knock:WebhookSecret"], _knock.Clock.GetUtcNow()));
            Assert.Equal(delivery.Type, delivery.Headers["x-knock-event"]);
            Assert.True(delivery.Headers.ContainsKey("x-knock-environment-id"));
        }
    }

    [Fact]
    public async Task It_has_every_member_that_the_vendors_sample_has()
    {
        await _knock.NotifyAsync(new { webinar_id = "42" }, "u1");
        await _knock.BrowserAsync("u1", HttpMethod.Post, "/v1/messages/batch/seen", new { message_ids = KnockTestHost.Ids(await _knock.FeedAsync("u1")) });
        var told = (await _knock.Receiver.FirstAsync("message.seen")).Json;
        Assert.Subset(Paths(told).ToHashSet(), Paths(ContractFolder.Webhook("knock.message.seen")).ToHashSet());

        static IEnumerable<string> Paths(JsonElement json) => Members.Paths(json).Where(path => !path.Contains('[', StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_comes_again_eight_times_in_all_the_same_body_newly_signed()
    {
        _knock.Receiver.Answer = _ => 500;
        await _knock.NotifyAsync(new { title = "1" }, "u1");
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await _knock.Receiver.NthAsync("message.sent", attempt);
            await MuxTestHost.UntilAsync(async () => (await Panel()).All(one => one.GetProperty("attempts").GetInt32() == attempt), $"attempt {attempt} noted");
            _knock.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.All(await Panel(), one => Assert.Equal((8, JsonValueKind.Null, 500, false), (one.GetProperty("attempts").GetInt32(), one.GetProperty("dueAt").ValueKind, one.GetProperty("lastStatus").GetInt32(), one.GetProperty("delivered").GetBoolean())));
        var sent = _knock.Receiver.Deliveries.Where(one => one.Type == "message.sent").ToList();
        Assert.Single(sent.Select(one => one.Body).Distinct());
        Assert.Equal(8, sent.Select(one => one.Headers["x-knock-signature"]).Distinct().Count());

        _knock.Receiver.Answer = _ => 200;
        var id = (await Panel())[0].Text("id");
        using var asked = await _knock.Http.PostAsync($"/sandbox/knock/webhooks/{id}/send", null, KnockTestHost.Cancelled);
        await MuxTestHost.UntilAsync(async () => (await Panel())[0].GetProperty("delivered").GetBoolean(), "the webhook that was sent again");
        var one = JsonElement.Parse(await _knock.Http.GetStringAsync($"/sandbox/knock/webhooks/{id}", KnockTestHost.Cancelled));
        Assert.Equal((9, "Event"), (one.GetProperty("tries").GetArrayLength(), one.GetProperty("body").Text("__typename")));
    }

    [Fact]
    public async Task Scripts_see_what_somebody_was_shown_newest_first()
    {
        await _knock.NotifyAsync(new { title = "First", body = "One", url = "/w/1" }, "u1");
        await _knock.NotifyAsync(new { }, "u1", "u2");
        var ids = KnockTestHost.Ids(await _knock.FeedAsync("u1"));
        await _knock.BrowserAsync("u1", HttpMethod.Post, "/v1/messages/batch/read", new { message_ids = ids[1..] });
        var inbox = JsonElement.Parse(await _knock.Http.GetStringAsync("/sandbox/knock/inbox?user=u1", KnockTestHost.Cancelled));
        Assert.Equal(ids, inbox.EnumerateArray().Select(one => one.Text("id")));
        Assert.Equal(("First", "One", "/w/1", "u1", "webinar-live"), (inbox[1].Text("title"), inbox[1].Text("body"), inbox[1].Text("url"), inbox[1].Text("user"), inbox[1].Text("workflow")));
        Assert.Equal(("Webinar live", "", JsonValueKind.Null), (inbox[0].Text("title"), inbox[0].Text("body"), inbox[0].GetProperty("url").ValueKind));
        Assert.Equal((JsonValueKind.String, JsonValueKind.Null, JsonValueKind.Null), (inbox[1].GetProperty("readAt").ValueKind, inbox[1].GetProperty("seenAt").ValueKind, inbox[1].GetProperty("archivedAt").ValueKind));
        Assert.Equal("First", inbox[1].GetProperty("data").Text("title"));
        Assert.Equal(3, JsonElement.Parse(await _knock.Http.GetStringAsync("/sandbox/knock/inbox", KnockTestHost.Cancelled)).GetArrayLength());
        Assert.Equal("[]", await _knock.Http.GetStringAsync("/sandbox/knock/inbox?user=nobody", KnockTestHost.Cancelled));
    }

    private async Task<List<JsonElement>> Panel() =>
        [.. JsonElement.Parse(await _knock.Http.GetStringAsync("/sandbox/knock/webhooks", KnockTestHost.Cancelled)).EnumerateArray()];
}
