using System.Net;
using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>What the account's own server asks.</summary>
public sealed class KnockRestTests : IAsyncLifetime
{
    private KnockTestHost _knock = null!;

    public async ValueTask InitializeAsync() => _knock = await KnockTestHost.StartAsync();

    public ValueTask DisposeAsync() => _knock.DisposeAsync();

    [Fact]
    public async Task A_user_is_identified_changed_read_listed_and_deleted()
    {
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/u1", new { name = "Ada", email = "ada@example.com", vip = true });
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/u1", new { email = (string?)null, avatar = "https://img.example/1" });
        var user = await _knock.ServerAsync(HttpMethod.Get, "/v1/users/u1");
        Assert.Equal(("Ada", null, "https://img.example/1", true), (user.Text("name"), user.GetProperty("email").GetString(), user.Text("avatar"), user.GetProperty("vip").GetBoolean()));
        await _knock.ServerAsync(HttpMethod.Post, "/v1/users/bulk/identify", new { users = new[] { new { id = "u2" }, new { id = "u3" } } });
        var page = await _knock.ServerAsync(HttpMethod.Get, "/v1/users?page_size=2");
        Assert.Equal(["u3", "u2"], page.GetProperty("entries").EnumerateArray().Select(one => one.Text("id")));
        page = await _knock.ServerAsync(HttpMethod.Get, $"/v1/users?page_size=2&after={page.GetProperty("page_info").Text("after")}");
        Assert.Equal(["u1"], page.GetProperty("entries").EnumerateArray().Select(one => one.Text("id")));
        await _knock.NotifyAsync(new { title = "a" }, "u1");
        await _knock.ServerAsync(HttpMethod.Delete, "/v1/users/u1", expected: HttpStatusCode.NoContent);
        await Refused(HttpMethod.Get, "/v1/users/u1", null, 404, "resource_missing", "invalid_request_error");
        Assert.Empty((await _knock.FeedAsync("u1")).GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task Two_users_become_one_with_the_messages_of_both()
    {
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/guest", new { name = "Guest", phone_number = "+1" });
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/ada", new { name = "Ada" });
        await _knock.NotifyAsync(new { title = "a" }, "guest", "ada");
        var merged = await _knock.ServerAsync(HttpMethod.Post, "/v1/users/ada/merge", new { from_user_id = "guest" });
        Assert.Equal(("Ada", "+1"), (merged.Text("name"), merged.Text("phone_number")));
        Assert.Equal(2, (await _knock.FeedAsync("ada")).GetProperty("meta").GetProperty("total_count").GetInt32());
        await Refused(HttpMethod.Get, "/v1/users/guest", null, 404, "resource_missing", "invalid_request_error");
    }

    [Fact]
    public async Task A_trigger_makes_everybody_known_whom_it_names_and_one_message_for_each()
    {
        var run = (await _knock.ServerAsync(HttpMethod.Post, "/v1/workflows/any-key/trigger", new
        {
            recipients = new object[] { "u1", new { id = "u2", name = "Two" }, "u1", new { id = "o", collection = "teams" } },
            actor = new { id = "host", name = "Host" },
            data = new { title = "Live", body = "<Come> in", url = "/w/1", extra = new { deep = 1 } },
            tenant = new { id = "acme", name = "Acme" },
            cancellation_key = "k",
        })).Text("workflow_run_id");
        Assert.Equal("Two", (await _knock.ServerAsync(HttpMethod.Get, "/v1/users/u2")).Text("name"));
        Assert.Equal("Acme", (await _knock.ServerAsync(HttpMethod.Get, "/v1/tenants/acme")).Text("name"));
        var made = await _knock.ServerAsync(HttpMethod.Get, $"/v1/messages?workflow_run_id={run}&tenant=acme");
        Assert.Equal(["u2", "u1"], made.GetProperty("items").EnumerateArray().Select(one => one.Text("recipient")));
        var item = (await _knock.FeedAsync("u1")).GetProperty("entries")[0];
        Assert.Equal("<p><strong>Live</strong></p><p>&lt;Come&gt; in</p>", item.GetProperty("blocks")[0].Text("rendered"));
        Assert.Equal(("action_url", "/w/1"), (item.GetProperty("blocks")[1].Text("name"), item.GetProperty("blocks")[1].Text("rendered")));
        Assert.Equal(("Host", "any-key"), (item.GetProperty("actors")[0].Text("name"), item.GetProperty("source").Text("key")));
    }

    [Fact]
    public async Task The_same_key_runs_once_in_a_day_and_other_parameters_are_refused()
    {
        async Task<(HttpStatusCode Status, bool Replayed, string Body)> Trigger(string key, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/workflows/w/trigger") { Content = System.Net.Http.Json.JsonContent.Create(body) };
            request.Headers.Add("Authorization", $"Bearer {_knock.Settings["Knock:ApiKey"]}");
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await _knock.Http.SendAsync(request, KnockTestHost.Cancelled);
            return (answer.StatusCode, answer.Headers.TryGetValues("idempotent-replayed", out var said) && said.Single() == "true", await answer.Content.ReadAsStringAsync(KnockTestHost.Cancelled));
        }

        var first = await Trigger("k", new { recipients = new[] { "u1" } });
        Assert.Equal((HttpStatusCode.OK, true, first.Body), await Trigger("k", new { recipients = new[] { "u1" } }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), ((await Trigger("k", new { recipients = new[] { "u2" } })) is var other ? (other.Status, other.Replayed) : default));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Trigger(new string('k', 256), new { recipients = new[] { "u1" } })).Status);
        Assert.False(first.Replayed);
        Assert.Equal(1, (await _knock.FeedAsync("u1")).GetProperty("meta").GetProperty("total_count").GetInt32());
        _knock.Clock.Advance(TimeSpan.FromHours(24));
        Assert.False((await Trigger("k", new { recipients = new[] { "u2" } })).Replayed);
    }

    [Fact]
    public async Task What_a_trigger_lacks_is_named()
    {
        await Refused(HttpMethod.Post, "/v1/workflows/w/trigger", new { }, 422, "invalid_params", "invalid_request_error");
        await Refused(HttpMethod.Post, "/v1/workflows/w/trigger", new { recipients = Enumerable.Range(0, 1001).Select(i => $"u{i}") }, 422, "invalid_params", "invalid_request_error");
        await Refused(HttpMethod.Post, "/v1/workflows/w/trigger", new { recipients = new[] { 5 } }, 422, "invalid_params", "invalid_request_error");
        await Refused(HttpMethod.Post, "/v1/workflows/w/cancel", new { }, 422, "invalid_params", "invalid_request_error");
        await _knock.ServerAsync(HttpMethod.Post, "/v1/workflows/w/cancel", new { cancellation_key = "k", recipients = new[] { "u1" } }, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_message_tells_its_content_and_what_has_happened_to_it()
    {
        await _knock.NotifyAsync(new { title = "a" }, "u1");
        var id = KnockTestHost.Ids(await _knock.FeedAsync("u1"))[0];
        await _knock.BrowserAsync("u1", HttpMethod.Post, "/v1/messages/batch/interacted", new { message_ids = new[] { id }, metadata = new { button = "open" } });
        var events = (await _knock.ServerAsync(HttpMethod.Get, $"/v1/messages/{id}/events")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["interacted", "read", "delivered", "sent", "queued", "created"], events.Select(one => one.Text("type")["message.".Length..]));
        Assert.Equal("open", events[0].GetProperty("data").Text("button"));
        Assert.Equal("MessageInAppFeedContent", (await _knock.ServerAsync(HttpMethod.Get, $"/v1/messages/{id}/content")).GetProperty("data").Text("__typename"));
        var message = await _knock.ServerAsync(HttpMethod.Get, $"/v1/messages/{id}");
        Assert.Equal(("delivered", """["read","interacted"]"""), (message.Text("status"), message.GetProperty("engagement_statuses").GetRawText()));
        await Refused(HttpMethod.Get, "/v1/messages/none", null, 404, "resource_missing", "invalid_request_error");
    }

    [Fact]
    public async Task Tenants_are_set_listed_and_deleted()
    {
        await _knock.ServerAsync(HttpMethod.Put, "/v1/tenants/acme", new { name = "Acme", colour = "red" });
        await _knock.ServerAsync(HttpMethod.Put, "/v1/tenants/other", new { name = "Other" });
        Assert.Equal("red", (await _knock.ServerAsync(HttpMethod.Get, "/v1/tenants/acme")).Text("colour"));
        Assert.Equal(2, (await _knock.ServerAsync(HttpMethod.Get, "/v1/tenants")).GetProperty("entries").GetArrayLength());
        await _knock.ServerAsync(HttpMethod.Delete, "/v1/tenants/acme", expected: HttpStatusCode.NoContent);
        await Refused(HttpMethod.Get, "/v1/tenants/acme", null, 404, "resource_missing", "invalid_request_error");
    }

    [Fact]
    public async Task Without_the_right_key_nothing_is_answered_and_what_is_not_there_says_so()
    {
        foreach (var key in new[] { null, "", "sk_test_wrong", _knock.Settings["Knock:ApiKey"] + "x", _knock.Settings["Knock:WebhookSecret"] })
        {
            var refused = await _knock.SendAsync(HttpMethod.Get, "/v1/users", null, HttpStatusCode.Unauthorized, key, null);
            Assert.Equal((401, "authentication_error"), (refused.GetProperty("status").GetInt32(), refused.Text("type")));
        }

        await Refused(HttpMethod.Get, "/v1/nothing/of/the/kind", null, 404, "resource_missing", "invalid_request_error");
        using var malformed = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/users/u1") { Content = malformed, Headers = { { "Authorization", $"Bearer {_knock.Settings["Knock:ApiKey"]}" } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await _knock.Http.SendAsync(request, KnockTestHost.Cancelled)).StatusCode);
    }

    [Fact]
    public async Task What_was_said_before_a_restart_is_still_there_after_it()
    {
        await _knock.NotifyAsync(new { title = "a" }, "u1");
        var before = await _knock.FeedAsync("u1");
        var restarted = await _knock.StartAgainAsync();
        _knock = restarted;
        Assert.Equal(before.GetRawText(), (await _knock.FeedAsync("u1")).GetRawText());
    }

    private async Task Refused(HttpMethod method, string path, object? body, int status, string code, string type)
    {
        var said = await _knock.ServerAsync(method, path, body, (HttpStatusCode)status);
        Assert.Equal((code, type, status), (said.Text("code"), said.Text("type"), said.GetProperty("status").GetInt32()));
        Assert.NotEqual(0, said.Text("message").Length);
    }
}
