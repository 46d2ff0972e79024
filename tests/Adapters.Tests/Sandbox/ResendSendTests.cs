using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Who may send what, and how it is looked at, rescheduled and cancelled.</summary>
public sealed class ResendSendTests : IAsyncLifetime
{
    private const string Full = """
        {"from":"Acme <events@example.com>","to":["Ada <ada@example.org>"],"subject":"Hi","html":"<b>Hi</b>","text":"Hi","cc":"c@example.org","bcc":["b@example.org"],"reply_to":"h@example.com",
         "headers":{"X-Entity-Ref-ID":"42"},"attachments":[{"filename":"invite.ics","content":"QkVHSU4=","content_type":"text/calendar; method=REQUEST"}],"tags":[{"name":"webinar","value":"w_42"}]}
        """;

    private ResendApp _resend = null!;

    public async ValueTask InitializeAsync() => _resend = await ResendApp.Start();

    public ValueTask DisposeAsync() => _resend.DisposeAsync();

    [Fact]
    public async Task A_letter_is_sent_looked_at_put_off_cancelled_and_listed()
    {
        var (_, sent) = await _resend.Send(Full);
        Assert.True(Guid.TryParseExact(sent.Text("id"), "D", out _));
        var (_, found) = await _resend.Call(HttpMethod.Get, $"emails/{sent.Text("id")}");
        Assert.Equal(("email", "sent", "Hi", "<b>Hi</b>"), (found.Text("object"), found.Text("last_event"), found.Text("text"), found.Text("html")));
        Assert.Equal("""["Ada <ada@example.org>"] ["c@example.org"] ["b@example.org"] ["h@example.com"]""", string.Join(' ', new[] { "to", "cc", "bcc", "reply_to" }.Select(name => found.GetProperty(name).ToString().Replace("\\u003C", "<").Replace("\\u003E", ">"))));

        var scheduled = await _resend.Sent(With("scheduled_at", "2026-01-02T10:00:00Z"));
        foreach (var (method, path, body) in new[] { (HttpMethod.Patch, $"emails/{scheduled}", """{"scheduled_at":"2026-01-03T10:00:00Z"}"""), (HttpMethod.Post, $"emails/{scheduled}/cancel", null) })
        {
            var (status, answer) = await _resend.Call(method, path, body);
            Assert.Equal((200, "email", scheduled), (status, answer.Text("object"), answer.Text("id")));
        }

        var (_, list) = await _resend.Call(HttpMethod.Get, "emails?limit=1");
        Assert.Equal((scheduled, true), (list.GetProperty("data")[0].Text("id"), list.GetProperty("has_more").GetBoolean()));
        Assert.Equal("canceled", list.GetProperty("data")[0].Text("last_event"));
        var older = (await _resend.Call(HttpMethod.Get, $"emails?after={scheduled}")).Body;
        Assert.Equal((sent.Text("id"), false), (Assert.Single(older.GetProperty("data").EnumerateArray()).Text("id"), older.GetProperty("has_more").GetBoolean()));
        Assert.Equal(scheduled, Assert.Single((await _resend.Call(HttpMethod.Get, $"emails?before={sent.Text("id")}")).Body.GetProperty("data").EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nothing_is_sent()
    {
        foreach (var (field, value, status, name) in new (string, string?, int, string)[]
        {
            ("from", null, 422, "missing_required_field"),
            ("to", null, 422, "missing_required_field"),
            ("to", "[]", 422, "missing_required_field"),
            ("subject", null, 422, "missing_required_field"),
            ("html", null, 422, "missing_required_field"),
            ("from", "\"events\"", 422, "invalid_from_address"),
            ("to", "\"ada\"", 422, "validation_error"),
            ("to", "\"a@b.c, d@e.f\"", 422, "validation_error"),
            ("to", "[7]", 422, "validation_error"),
            ("cc", "\"x\"", 422, "validation_error"),
            ("reply_to", "\"x\"", 422, "validation_error"),
            ("subject", "\"a\\nb\"", 422, "validation_error"),
            ("subject", "7", 422, "validation_error"),
            ("headers", "{\"X-A\":\"a\\r\\nb\"}", 422, "validation_error"),
            ("headers", "{\"X A\":\"a\"}", 422, "validation_error"),
            ("tags", "[{\"name\":\"a b\",\"value\":\"c\"}]", 422, "validation_error"),
            ("tags", "[{\"name\":\"a\",\"value\":\"ä\"}]", 422, "validation_error"),
            ("tags", "[{\"name\":\"a\"}]", 422, "validation_error"),
            ("tags", "{\"a\":\"b\"}", 422, "validation_error"),
            ("attachments", "[{\"filename\":\"a.txt\"}]", 422, "invalid_attachment"),
            ("attachments", "[{\"content\":\"YQ==\"}]", 422, "invalid_attachment"),
            ("scheduled_at", "\"soon\"", 422, "validation_error"),
            ("scheduled_at", "\"2026-02-15T10:00:00Z\"", 422, "validation_error"),
            ("template", "{\"id\":\"t\"}", 404, "not_found"),
        })
        {
            var body = JsonNode.Parse(ResendApp.Small)!.AsObject();
            body.Remove(field);
            if (value is not null)
            {
                body[field] = JsonNode.Parse(value);
            }

            var (answered, error) = await _resend.Send(body.ToJsonString());
            Assert.Equal((field, value, status, status, name), (field, value, answered, error.GetProperty("statusCode").GetInt32(), error.Text("name")));
            Assert.NotEmpty(error.Text("message"));
        }

        Assert.Empty((await _resend.Inbox()).EnumerateArray());
        await _resend.Sent();
        Assert.Single((await _resend.Inbox()).EnumerateArray());
    }

    [Fact]
    public async Task A_letter_has_fifty_recipients_and_no_more()
    {
        await _resend.Sent(With("to", Enumerable.Range(0, 50).Select(i => $"a{i}@example.org")));
        Assert.Equal(422, (await _resend.Send(With("to", Enumerable.Range(0, 51).Select(i => $"a{i}@example.org")))).Status);
    }

    [Fact]
    public async Task Forty_megabytes_fit_and_more_do_not()
    {
        var most = new string('A', 40 * 1024 * 1024);
        await _resend.Sent(With("attachments", new[] { new { filename = "a.bin", content = most } }));
        var (status, error) = await _resend.Send(With("attachments", new[] { new { filename = "a.bin", content = most }, new { filename = "b.txt", content = "YQ==" } }));
        Assert.Equal((422, "invalid_attachment"), (status, error.Text("name")));
    }

    [Fact]
    public async Task Only_who_has_the_key_and_a_name_is_let_in()
    {
        foreach (var (key, agent, status, name) in new (string?, string?, int, string?)[]
        {
            (null, "tests/1.0", 401, "missing_api_key"), ("re_wrong", "tests/1.0", 403, "invalid_api_key"), (_resend.Settings["Resend:ApiKey"], null, 403, null),
            (_resend.Settings["Resend:ApiKey"], "tests/1.0", 200, null),
        })
        {
            using var http = _resend.Client(key, agent);
            using var answer = await http.GetAsync("emails", ResendApp.Cancelled);
            var text = await answer.Content.ReadAsStringAsync(ResendApp.Cancelled);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal(name, name is null ? null : JsonElement.Parse(text).Text("name"));
        }
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_so()
    {
        var nobody = Guid.NewGuid();
        foreach (var (method, path, status, name) in new[]
        {
            (HttpMethod.Get, $"emails/{nobody}", 404, "not_found"), (HttpMethod.Post, $"emails/{nobody}/cancel", 404, "not_found"), (HttpMethod.Get, "emails/7", 422, "invalid_parameter"),
            (HttpMethod.Get, "elsewhere", 404, "not_found"), (HttpMethod.Delete, "emails", 405, "method_not_allowed"), (HttpMethod.Put, $"emails/{nobody}", 405, "method_not_allowed"),
            (HttpMethod.Get, "emails?limit=101", 422, "validation_error"), (HttpMethod.Get, $"emails?after={nobody}&before={nobody}", 422, "validation_error"),
        })
        {
            var (answered, error) = await _resend.Call(method, path);
            Assert.Equal((path, status, name), (path, answered, error.Text("name")));
        }

        Assert.Equal(400, (await _resend.Send("{")).Status);
    }

    [Fact]
    public async Task A_scheduled_letter_is_sent_when_it_is_due_and_a_cancelled_one_never()
    {
        var sent = await _resend.Sent(With("scheduled_at", "2026-01-01T11:00:00Z"));
        var cancelled = await _resend.Sent(With("scheduled_at", "in 1 hour"));
        var moved = await _resend.Sent(With("scheduled_at", "in 10 min"));
        Assert.Equal(200, (await _resend.Call(HttpMethod.Post, $"emails/{cancelled}/cancel")).Status);
        Assert.Equal(200, (await _resend.Call(HttpMethod.Patch, $"emails/{moved}", """{"scheduled_at":"2026-01-01T12:00:00Z"}""")).Status);
        _resend.Clock.Advance(TimeSpan.FromMinutes(59));
        await _resend.Restart();
        Assert.Equal("scheduled", await _resend.State(sent));
        _resend.Clock.Advance(TimeSpan.FromMinutes(1));
        await MuxTestHost.UntilAsync(async () => await _resend.State(sent) == "sent", "the letter to be sent");
        await _resend.Arrived(sent, "delivered");
        Assert.Equal(("canceled", "scheduled"), (await _resend.State(cancelled), await _resend.State(moved)));
        foreach (var late in new[] { sent, cancelled })
        {
            Assert.Equal(422, (await _resend.Call(HttpMethod.Post, $"emails/{late}/cancel")).Status);
            Assert.Equal(422, (await _resend.Call(HttpMethod.Patch, $"emails/{late}", """{"scheduled_at":"2026-01-01T13:00:00Z"}""")).Status);
        }

        _resend.Clock.Advance(TimeSpan.FromHours(1));
        await MuxTestHost.UntilAsync(async () => await _resend.State(moved) == "sent", "the other letter to be sent");
        Assert.Equal("canceled", await _resend.State(cancelled));
    }

    [Fact]
    public async Task Letters_survive_a_restart_and_a_last_line_that_a_kill_tore_off_does_no_harm()
    {
        var id = await _resend.Arrived(await _resend.Sent(Full), "delivered");
        await _resend.Restart(between: () => File.AppendAllText(Path.Combine(_resend.Options.Folder, "resend.jsonl"), """{"taken":[{"id":"""));
        Assert.Equal("delivered", await _resend.State(id));
        await _resend.Sent();
        await _resend.Restart();
        Assert.Equal(2, (await _resend.Inbox()).GetArrayLength());
        Assert.Equal("Ada <ada@example.org>", (await _resend.Inbox("?to=ADA@example.org"))[0].Text("to"));
    }

    private static string With(string field, object value)
    {
        var body = JsonNode.Parse(ResendApp.Small)!.AsObject();
        body[field] = JsonSerializer.SerializeToNode(value);
        return body.ToJsonString();
    }
}
