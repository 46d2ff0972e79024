using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class ClerkWebhookTests : IAsyncLifetime
{
    private WebhookReceiver _product = null!;
    private ClerkApp _clerk = null!;

    public async ValueTask InitializeAsync()
    {
        _product = await WebhookReceiver.StartAsync();
        _clerk = await ClerkApp.Start(_product.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _clerk.DisposeAsync();
        await _product.DisposeAsync();
    }

    [Fact]
    public async Task Every_event_has_the_fields_of_its_sample()
    {
        using var browser = _clerk.Browser();
        var first = await browser.SignedUp(_clerk, "ada@example.org");
        using var backend = _clerk.Backend();
        await browser.Post($"client/sessions/{first}/end");
        var user = (await _product.FirstAsync("session.ended")).Data.Text("user_id");
        var revoked = await Session(user);
        await backend.PostAsync($"sessions/{revoked}/revoke", null, MuxTestHost.Cancelled);
        using var other = _clerk.Browser();
        var removed = await other.SignedUp(_clerk, "bob@example.org");
        await other.Post($"client/sessions/{removed}/remove");
        await backend.PatchAsJsonAsync($"users/{user}", new { first_name = "Augusta" }, MuxTestHost.Cancelled);
        await backend.DeleteAsync($"users/{user}", MuxTestHost.Cancelled);
        foreach (var type in new[] { "user.created", "user.updated", "user.deleted", "session.created", "session.ended", "session.removed", "session.revoked" })
        {
            var told = await _product.FirstAsync(type);
            Assert.Equal(Names(Sample(type)), Names(told.Json));
        }

        async Task<string> Session(string id)
        {
            using var answer = await backend.PostAsJsonAsync("sessions", new { user_id = id }, MuxTestHost.Cancelled);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(MuxTestHost.Cancelled)).Text("id");
        }
    }

    [Fact]
    public async Task Every_attempt_is_signed_anew_under_the_same_id()
    {
        _product.Answer = _ => 500;
        using var browser = _clerk.Browser();
        await browser.SignedUp(_clerk, "ada@example.org");
        var first = await _product.FirstAsync("user.created");
        await MuxTestHost.UntilAsync(() => Task.FromResult(Noted(first.Headers["svix-id"]) == 1), "the attempt to be noted");
        _product.Answer = _ => 200;
        _clerk.Time.Advance(TimeSpan.FromSeconds(5));
        var second = await _product.NthAsync("user.created", 2);
        Assert.Equal((first.Headers["svix-id"], first.Body), (second.Headers["svix-id"], second.Body));
        Assert.NotEqual(first.Headers["svix-timestamp"], second.Headers["svix-timestamp"]);
        var now = _clerk.Time.GetUtcNow();
        Assert.Equal(first.Headers["svix-id"], Verify(second, _clerk.Settings["Clerk:WebhookSecret"]));
        Assert.Null(Verify(second, "whsec_" + Convert.ToBase64String("another secret"u8)));

        string? Verify(Delivery delivery, string secret) =>
            SvixSignature.Verify(Encoding.UTF8.GetBytes(delivery.Body), name => delivery.Headers.GetValueOrDefault(name), secret, now);
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_their_sessions_with_them_also_after_a_restart()
    {
        using var browser = _clerk.Browser();
        await browser.SignedUp(_clerk, "ada@example.org");
        var user = (await _product.FirstAsync("user.created")).Data.Text("id");
        using var backend = _clerk.Backend();
        using var deleted = await backend.DeleteAsync($"users/{user}", MuxTestHost.Cancelled);
        Assert.True((await deleted.Content.ReadFromJsonAsync<JsonNode>(MuxTestHost.Cancelled))!["deleted"]!.GetValue<bool>());
        await _product.FirstAsync("user.deleted");
        for (var life = 0; life < 2; life++)
        {
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await backend.GetAsync($"users/{user}", MuxTestHost.Cancelled)).StatusCode);
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await browser.Get("me")).Status);
            await _clerk.Restart();
        }

        // The address is free again.
        using var next = _clerk.Browser();
        await next.SignedUp(_clerk, "ada@example.org");
    }

    [Fact]
    public async Task Of_people_made_by_a_script_no_webhook_tells_but_of_what_happens_to_them_one_does()
    {
        var person = (await _clerk.People(new { count = 3 }))[0];
        using var revoked = await _clerk.Http.PostAsync($"people/{person["id"]}/revoke", null, MuxTestHost.Cancelled);
        await _product.FirstAsync("session.revoked");
        Assert.Equal(["session.revoked"], _product.Types);
    }

    /// <summary>How many attempts the sandbox has written down.</summary>
    private int Noted(string id)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(_clerk.Options.Folder, "clerk-webhooks.json")));
        return file.RootElement.GetProperty("webhooks").EnumerateArray().First(one => one.Text("id") == id).GetProperty("attempts").GetArrayLength();
    }

    private static List<string> Names(JsonElement json) =>
        [.. Members.Paths(json).Where(name => !name.Contains("metadata/", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    private static JsonElement Sample(string type) => ContractFolder.Webhook($"clerk.{type}");
}
