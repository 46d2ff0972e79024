using System.Net;
using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>What a browser asks for one person.</summary>
public sealed class KnockFeedTests : IAsyncLifetime
{
    private KnockTestHost _knock = null!;

    public async ValueTask InitializeAsync() => _knock = await KnockTestHost.StartAsync();

    public ValueTask DisposeAsync() => _knock.DisposeAsync();

    [Fact]
    public async Task A_feed_is_read_page_by_page_and_what_is_new_before_the_newest_known()
    {
        foreach (var title in new[] { "1", "2", "3", "4", "5" })
        {
            await _knock.NotifyAsync(new { title }, "u1", "u2");
        }

        var first = await _knock.FeedAsync("u1", "?page_size=2");
        Assert.Equal(["5", "4"], KnockTestHost.Titles(first));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("page_info").GetProperty("before").ValueKind);
        var second = await _knock.FeedAsync("u1", $"?page_size=2&after={first.GetProperty("page_info").Text("after")}");
        Assert.Equal(["3", "2"], KnockTestHost.Titles(second));
        var last = await _knock.FeedAsync("u1", $"?page_size=2&after={second.GetProperty("page_info").Text("after")}");
        Assert.Equal(["1"], KnockTestHost.Titles(last));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("page_info").GetProperty("after").ValueKind);

        var head = first.GetProperty("entries")[0].Text("__cursor");
        Assert.Empty(await _knock.TitlesAsync("u1", $"?before={head}"));
        await _knock.NotifyAsync(new { title = "6" }, "u1");
        Assert.Equal(["6"], await _knock.TitlesAsync("u1", $"?before={head}"));
        Assert.Equal(["3", "2"], await _knock.TitlesAsync("u1", $"?page_size=2&before={last.GetProperty("entries")[0].Text("__cursor")}"));
    }

    [Fact]
    public async Task A_cursor_stays_a_place_when_its_item_is_archived()
    {
        await _knock.NotifyAsync(new { title = "1" }, "u1");
        await _knock.NotifyAsync(new { title = "2" }, "u1");
        await _knock.NotifyAsync(new { title = "3" }, "u1");
        var middle = (await _knock.FeedAsync("u1")).GetProperty("entries")[1];
        await Mark("u1", "archived", middle.Text("id"));
        Assert.Equal(["3"], await _knock.TitlesAsync("u1", $"?before={middle.Text("__cursor")}"));
        Assert.Equal(["1"], await _knock.TitlesAsync("u1", $"?after={middle.Text("__cursor")}"));
    }

    [Fact]
    public async Task Statuses_are_marked_taken_back_counted_and_filtered()
    {
        foreach (var title in new[] { "1", "2", "3" })
        {
            await _knock.NotifyAsync(new { title }, "u1");
        }

        var ids = KnockTestHost.Ids(await _knock.FeedAsync("u1"));
        Assert.Equal(ids[..2], (await Mark("u1", "seen", ids[..2])).EnumerateArray().Select(one => one.Text("id")).Reverse());
        await Mark("u1", "read", ids[0]);
        await Mark("u1", "archived", ids[2]);
        Assert.Equal((2, 1, 0), await Counts("u1"));
        Assert.Equal((3, 2, 1), await Counts("u1", "?archived=include"));
        Assert.Equal((1, 1, 1), await Counts("u1", "?archived=only"));
        Assert.Equal(["2"], await _knock.TitlesAsync("u1", "?status=unread"));
        Assert.Equal(["3"], await _knock.TitlesAsync("u1", "?status=read"));
        Assert.Equal(["1"], await _knock.TitlesAsync("u1", "?status=unseen&archived=include"));
        Assert.Equal(["3", "2"], await _knock.TitlesAsync("u1", "?status=seen"));
        await Mark("u1", "unread", ids[0]);
        await Mark("u1", "unseen", ids[0]);
        await Mark("u1", "unarchived", ids[2]);
        Assert.Equal((3, 3, 2), await Counts("u1"));
        await _knock.BrowserAsync("u1", HttpMethod.Put, $"/v1/messages/{ids[1]}/read");
        await _knock.BrowserAsync("u1", HttpMethod.Put, $"/v1/messages/{ids[1]}/archived");
        await _knock.BrowserAsync("u1", HttpMethod.Delete, $"/v1/messages/{ids[1]}/archived");
        await _knock.BrowserAsync("u1", HttpMethod.Delete, $"/v1/messages/{ids[1]}/unseen");
        Assert.Equal((3, 2, 3), await Counts("u1"));
    }

    [Fact]
    public async Task All_at_once_is_all_of_this_person_alone()
    {
        await _knock.NotifyAsync(new { title = "1" }, "u1", "u2");
        await _knock.NotifyAsync(new { title = "2" }, "u1", "u2");
        await Mark("u1", "archived", KnockTestHost.Ids(await _knock.FeedAsync("u1"))[0]);
        var done = await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/channels/{_knock.Feed}/messages/bulk/seen", new { user_ids = new[] { "u1" }, archived = "exclude", engagement_status = "unseen" });
        Assert.Equal(("completed", 1), (done.Text("status"), done.GetProperty("processed_rows").GetInt32()));
        await _knock.ServerAsync(HttpMethod.Get, $"/v1/bulk_operations/{done.Text("id")}");
        Assert.Equal((2, 2, 1), await Counts("u1", "?archived=include"));
        await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/channels/{_knock.Feed}/messages/bulk/read", new { user_ids = new[] { "u1" } });
        await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/channels/{_knock.Feed}/messages/bulk/archive", new { user_ids = new[] { "u1" } });
        Assert.Equal((0, 0, 0), await Counts("u1"));
        Assert.Equal((2, 2, 2), await Counts("u2"));
        await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/channels/{_knock.Feed}/messages/bulk/seen", new { user_ids = new[] { "u2" } }, HttpStatusCode.Forbidden);
        await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/channels/{_knock.Feed}/messages/bulk/delete", new { user_ids = new[] { "u1" } }, HttpStatusCode.Forbidden);
        await _knock.BrowserAsync("u1", HttpMethod.Post, $"/v1/channels/{Guid.NewGuid()}/messages/bulk/seen", new { user_ids = new[] { "u1" } }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_feed_can_be_narrowed_and_what_cannot_be_understood_is_refused()
    {
        await _knock.NotifyAsync(new { title = "1", room = new { id = "a", open = true } }, "u1");
        await _knock.NotifyAsync(new { title = "2", room = new { id = "b", open = true } }, "u1");
        await _knock.ServerAsync(HttpMethod.Post, "/v1/workflows/other/trigger", new { recipients = new[] { "u1" }, data = new { title = "3" }, tenant = "acme" });
        Assert.Equal(["1"], await _knock.TitlesAsync("u1", $"?trigger_data={Uri.EscapeDataString("""{"room":{"id":"a"}}""")}"));
        Assert.Equal(["3"], await _knock.TitlesAsync("u1", "?tenant=acme"));
        Assert.Equal(["2", "1"], await _knock.TitlesAsync("u1", "?has_tenant=false"));
        Assert.Equal(["3"], await _knock.TitlesAsync("u1", "?source=other"));
        Assert.Equal(["3", "2"], await _knock.TitlesAsync("u1", "?inserted_at.gt=2026-01-01T10:00:01Z"));
        foreach (var bad in new[] { "page_size=0", "page_size=51", "page_size=x", "after=x", "before=!", "status=nice", "archived=x", "trigger_data={", "inserted_at.gt=x" })
        {
            var refused = await _knock.BrowserAsync("u1", HttpMethod.Get, $"/v1/users/u1/feeds/{_knock.Feed}?{bad}", expected: HttpStatusCode.UnprocessableEntity);
            Assert.Equal(bad.Split('=')[0], refused.GetProperty("errors")[0].Text("field"));
        }
    }

    [Fact]
    public async Task Compact_leaves_out_what_lies_deeper()
    {
        await _knock.NotifyAsync(new { title = "1", room = new { id = "a" } }, "u1");
        var compact = (await _knock.FeedAsync("u1", "?mode=compact")).GetProperty("entries")[0];
        Assert.False(compact.TryGetProperty("activities", out _));
        Assert.False(compact.GetProperty("data").TryGetProperty("room", out _));
        var rich = (await _knock.FeedAsync("u1")).GetProperty("entries")[0];
        Assert.Equal("a", rich.GetProperty("data").GetProperty("room").Text("id"));
        Assert.Equal(1, rich.GetProperty("activities").GetArrayLength());
        Assert.False((await _knock.BrowserAsync("u1", HttpMethod.Get, $"/v1/users/u1/feeds/{_knock.Feed}/settings")).GetProperty("features").GetProperty("branding_required").GetBoolean());
    }

    [Theory]
    [InlineData("""{"workflows":{"webinar-live":false}}""", false)]
    [InlineData("""{"workflows":{"webinar-live":{"channel_types":{"in_app_feed":false,"email":true}}}}""", false)]
    [InlineData("""{"channel_types":{"in_app_feed":false}}""", false)]
    [InlineData("""{"workflows":{"webinar-live":{"channel_types":{"in_app_feed":true,"email":false}}}}""", true)]
    [InlineData("""{"workflows":{"other":false},"categories":{},"channel_types":{"email":false}}""", true)]
    public async Task Who_does_not_want_to_see_a_workflow_does_not(string wanted, bool shown)
    {
        var set = await _knock.BrowserAsync("u1", HttpMethod.Put, "/v1/users/u1/preferences/default", JsonElement.Parse(wanted));
        Assert.Equal(set.GetRawText(), (await _knock.BrowserAsync("u1", HttpMethod.Get, "/v1/users/u1/preferences/default")).GetRawText());
        Assert.Equal(set.GetRawText(), Assert.Single((await _knock.BrowserAsync("u1", HttpMethod.Get, "/v1/users/u1/preferences")).EnumerateArray()).GetRawText());
        await _knock.NotifyAsync(new { title = "1" }, "u1", "u2");
        Assert.Equal(shown ? ["1"] : [], await _knock.TitlesAsync("u1"));
        Assert.Equal(["1"], await _knock.TitlesAsync("u2"));
    }

    [Fact]
    public async Task Preferences_are_replaced_or_on_request_merged()
    {
        await Prefer("""{"workflows":{"a":false,"b":{"channel_types":{"email":false}}},"channel_types":{"sms":false}}""");
        var merged = await Prefer("""{"__persistence_strategy__":"merge","workflows":{"b":{"channel_types":{"in_app_feed":false}}}}""");
        Assert.Equal("""{"a":false,"b":{"channel_types":{"email":false,"in_app_feed":false}}}""", merged.GetProperty("workflows").GetRawText());
        var replaced = await Prefer("""{"workflows":{"c":true}}""");
        Assert.Equal(("""{"c":true}""", "{}"), (replaced.GetProperty("workflows").GetRawText(), replaced.GetProperty("channel_types").GetRawText()));

        Task<JsonElement> Prefer(string set) => _knock.BrowserAsync("u1", HttpMethod.Put, "/v1/users/u1/preferences/default", JsonElement.Parse(set));
    }

    private Task<JsonElement> Mark(string user, string status, params string[] ids) =>
        _knock.BrowserAsync(user, HttpMethod.Post, $"/v1/messages/batch/{status}", new { message_ids = ids });

    private async Task<(int Total, int Unread, int Unseen)> Counts(string user, string query = "")
    {
        var meta = (await _knock.FeedAsync(user, query)).GetProperty("meta");
        return (meta.GetProperty("total_count").GetInt32(), meta.GetProperty("unread_count").GetInt32(), meta.GetProperty("unseen_count").GetInt32());
    }
}
