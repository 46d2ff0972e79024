using System.Net;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Notifications;

namespace Webinars.Adapters.Tests.Knock;

/// <summary>The adapter against the sandbox, over HTTP: every call of the port.</summary>
public class KnockSandboxTests : IAsyncLifetime
{
    private static readonly Guid Ada = KnockCalls.Person;
    private KnockTestHost _sandbox = null!;
    private KnockAdapter _knock = null!;

    /// <summary>The setting <c>Knock:Client</c>.</summary>
    protected virtual string Client => "Rest";

    public async ValueTask InitializeAsync()
    {
        _sandbox = await KnockTestHost.StartAsync();
        _knock = new KnockAdapter([("Knock:Client", Client), .. _sandbox.Settings.Where(setting => setting.Key.StartsWith("Knock:", StringComparison.Ordinal)).Select(setting => (setting.Key, setting.Value))]);
    }

    public async ValueTask DisposeAsync()
    {
        _knock.Dispose();
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Somebody_is_told_who_they_are_and_forgotten()
    {
        await _knock.Notifications.Identify(new NotifiedPerson(Ada, "Ada", "ada@example.com", "https://img.example/1"), default);
        await _knock.Notifications.Identify(new NotifiedPerson(Ada, "Ada King", null, null), default);
        var user = await _sandbox.ServerAsync(HttpMethod.Get, $"/v1/users/{Ada}");
        Assert.Equal(("Ada King", null, null), (user.Text("name"), user.GetProperty("email").GetString(), user.GetProperty("avatar").GetString()));
        await Trigger("a", "key");
        await _knock.Notifications.Forget(Ada, default);
        await _knock.Notifications.Forget(Ada, default);
        await _sandbox.ServerAsync(HttpMethod.Get, $"/v1/users/{Ada}", expected: HttpStatusCode.NotFound);
        Assert.Empty((await _knock.Notifications.Feed(Ada, 10, null, default)).Items);
    }

    [Fact]
    public async Task A_notice_is_seen_once_however_often_it_is_triggered_with_the_same_key()
    {
        var run = await Trigger("Live", "live:42");
        Assert.Equal(run, await Trigger("Live", "live:42"));
        Assert.NotEqual(run, await Trigger("Live", "live:43"));
        Assert.Equal(new VendorFailure.Rejected(422), (await Assert.ThrowsAsync<VendorException>(() => Trigger("Another", "live:42"))).Failure);
        var feed = await _knock.Notifications.Feed(Ada, 10, null, default);
        Assert.Equal((2, 2, 2, null), (feed.Items.Count, feed.Unread, feed.Unseen, feed.Next));
        var item = feed.Items[0];
        Assert.Equal(("webinar-live", "Live", "42", "True", null, null), (item.Workflow, item.Data["title"], item.Data["number"], item.Data["flag"], item.SeenAt, item.ReadAt));
        await _knock.Notifications.Cancel("webinar-live", "w-42", null, default);
        await _knock.Notifications.Cancel("webinar-live", "w-42", [Ada], default);
        Assert.Equal(2, (await _knock.Notifications.Feed(Ada, 10, null, default)).Items.Count);
    }

    [Fact]
    public async Task A_feed_is_read_page_by_page()
    {
        foreach (var title in new[] { "1", "2", "3" })
        {
            await Trigger(title, $"key-{title}");
        }

        var first = await _knock.Notifications.Feed(Ada, 2, null, default);
        Assert.Equal(["3", "2"], first.Items.Select(item => item.Data["title"]));
        await _sandbox.BrowserAsync($"{Ada}", HttpMethod.Post, "/v1/messages/batch/read", new { message_ids = new[] { first.Items[0].Id } });
        var second = await _knock.Notifications.Feed(Ada, 2, first.Next, default);
        Assert.Equal(["1"], second.Items.Select(item => item.Data["title"]));
        Assert.Equal((2, 3, null), (second.Unread, second.Unseen, second.Next));
        Assert.NotNull((await _knock.Notifications.Feed(Ada, 1, null, default)).Items[0].ReadAt);
    }

    [Fact]
    public async Task What_somebody_does_not_want_to_see_is_kept_beside_what_else_they_chose()
    {
        Assert.Empty(await _knock.Notifications.GetPreferences(Ada, default));
        await _sandbox.BrowserAsync($"{Ada}", HttpMethod.Put, $"/v1/users/{Ada}/preferences/default", new { channel_types = new { email = false }, workflows = new Dictionary<string, object> { ["off"] = false, ["mail"] = new { channel_types = new { email = false } } } });
        await _knock.Notifications.SetPreferences(Ada, new Dictionary<string, bool> { ["webinar-live"] = false, ["webinar-soon"] = true }, default);
        var wanted = await _knock.Notifications.GetPreferences(Ada, default);
        Assert.Equal([("mail", true), ("off", false), ("webinar-live", false), ("webinar-soon", true)], wanted.Select(one => (one.Key, one.Value)).Order());
        var kept = await _sandbox.ServerAsync(HttpMethod.Get, $"/v1/users/{Ada}/preferences/default");
        Assert.False(kept.GetProperty("channel_types").GetProperty("email").GetBoolean());
        await Trigger("not seen", "key");
        Assert.Empty((await _knock.Notifications.Feed(Ada, 10, null, default)).Items);
        await _knock.Notifications.SetPreferences(Ada, new Dictionary<string, bool> { ["webinar-live"] = true }, default);
        await Trigger("seen", "another-key");
        Assert.Single((await _knock.Notifications.Feed(Ada, 10, null, default)).Items);
    }

    [Fact]
    public async Task A_thousand_people_are_told_at_once()
    {
        var many = KnockCalls.Notice with { Recipients = [.. Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid())] };
        await _knock.Notifications.Trigger(many, "all", default);
        Assert.Single((await _knock.Notifications.Feed(many.Recipients[999], 10, null, default)).Items);
    }

    [Fact]
    public async Task A_pass_opens_ones_own_feed_and_nobody_elses()
    {
        await Trigger("Live", "key");
        var pass = _knock.Passes.Make(Ada);
        Assert.Equal(_sandbox.Options.Url, pass.Host);
        var feed = await _sandbox.SendAsync(HttpMethod.Get, $"/v1/users/{pass.UserId}/feeds/{pass.Feed}", null, HttpStatusCode.OK, pass.PublicKey, pass.Token);
        Assert.Equal(["Live"], KnockTestHost.Titles(feed));
        await _sandbox.SendAsync(HttpMethod.Get, $"/v1/users/{Guid.NewGuid()}/feeds/{pass.Feed}", null, HttpStatusCode.Forbidden, pass.PublicKey, pass.Token);
    }

    [Fact]
    public async Task With_another_key_every_call_is_rejected()
    {
        using var stranger = new KnockAdapter(("Knock:BaseUrl", _sandbox.Options.Url), ("Knock:Client", Client));
        foreach (var call in KnockCalls.All.Values)
        {
            Assert.Equal(new VendorFailure.Rejected(401), (await Assert.ThrowsAsync<VendorException>(() => call(stranger.Notifications, default))).Failure);
        }
    }

    private Task<string> Trigger(string title, string key) => _knock.Notifications.Trigger(
        new Notification("webinar-live", [Ada], new Dictionary<string, object> { ["title"] = title, ["number"] = 42, ["flag"] = true }, CancellationKey: "w-42"), key, default);
}
