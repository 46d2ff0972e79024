using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Webhooks that come late, twice and in the wrong order, as the product sees them.</summary>
public sealed class WebhookFaultTests : IAsyncLifetime
{
    private MuxTestHost _sandbox = null!;

    private WebhookReceiver Product => _sandbox.Receiver;

    public async ValueTask InitializeAsync() => _sandbox = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_late_webhook_comes_ten_seconds_later_and_only_once()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "late-webhook" });
        await _sandbox.CreateStreamAsync();
        await HeldUpAsync(10);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Product.Deliveries);
        _sandbox.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await DeliveredAsync();
        Assert.Single(Product.Deliveries);
    }

    [Fact]
    public async Task Without_the_fault_a_webhook_comes_while_the_clock_stands_still()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "late-webhook" });
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "none" });
        await _sandbox.CreateStreamAsync();
        await DeliveredAsync();
        Assert.Single(Product.Deliveries);
    }

    [Fact]
    public async Task A_doubled_webhook_comes_twice_with_the_same_id_though_it_was_taken()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "double-webhook" });
        await _sandbox.CreateStreamAsync();
        var second = await Product.NthAsync("video.live_stream.created", 2);
        Assert.Equal(Product.Deliveries[0].Body, second.Body);
        await MuxTestHost.UntilAsync(async () => (await _sandbox.WebhooksAsync("mux"))[0].GetProperty("attempts").GetInt32() == 2, "both attempts to be noted");
        var id = (await _sandbox.WebhooksAsync("mux"))[0].Text("id");
        var tries = (await _sandbox.JsonAsync($"/sandbox/mux/webhooks/{id}")).GetProperty("tries").EnumerateArray();
        Assert.Equal([200, 200], tries.Select(x => x.GetProperty("status").GetInt32()));
        Assert.Equal(2, Product.Deliveries.Count);
    }

    [Fact]
    public async Task A_webhook_that_was_refused_is_not_doubled()
    {
        Product.Answer = _ => 500;
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "double-webhook" });
        await _sandbox.CreateStreamAsync();
        await MuxTestHost.UntilAsync(async () => (await _sandbox.WebhooksAsync("mux"))[0].GetProperty("attempts").GetInt32() == 1, "the attempt to be noted");
        Assert.Single(Product.Deliveries);
    }

    [Fact]
    public async Task Two_that_wait_are_swapped_and_the_one_that_nobody_overtakes_comes_after_two_seconds()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "reorder-webhooks" });
        var stream = await ThreeEventsAsync();
        await Product.FirstAsync("video.live_stream.created");
        Assert.Equal(["video.live_stream.disabled", "video.live_stream.created"], Product.Types);
        await HeldUpAsync(2);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        await Product.FirstAsync("video.live_stream.enabled");
        Assert.Equal(["video.live_stream.disabled", "video.live_stream.created", "video.live_stream.enabled"], Product.Types);
        Assert.All(Product.Deliveries, x => Assert.Equal(stream, x.Data.Text("id")));
    }

    [Fact]
    public async Task Without_the_fault_they_come_in_order()
    {
        await ThreeEventsAsync();
        await Product.FirstAsync("video.live_stream.enabled");
        Assert.Equal(["video.live_stream.created", "video.live_stream.disabled", "video.live_stream.enabled"], Product.Types);
    }

    [Fact]
    public async Task Webhooks_about_something_else_overtake_nobody()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "reorder-webhooks" });
        await _sandbox.CreateStreamAsync();
        await _sandbox.CreateStreamAsync();
        await HeldUpAsync(2, 2);
        Assert.Empty(Product.Deliveries);
    }

    [Fact]
    public async Task One_vendors_faults_leave_the_others_webhooks_alone()
    {
        foreach (var kind in new[] { "late-webhook", "double-webhook", "reorder-webhooks" })
        {
            await _sandbox.FaultAsync(new { vendor = "mux", kind });
        }

        using var renamed = await _sandbox.RenameAsync((await _sandbox.PeopleAsync(1))[0].Text("id"), "Ada", "Lovelace");
        await _sandbox.CreateStreamAsync();
        await HeldUpAsync(10);
        await Product.FirstAsync("user.updated");
        await MuxTestHost.UntilAsync(async () => (await _sandbox.WebhooksAsync("clerk"))[0].GetProperty("delivered").GetBoolean(), "the attempt to be noted");
        Assert.Equal(["user.updated"], Product.Types);
    }

    private async Task<string> ThreeEventsAsync()
    {
        var stream = (await _sandbox.CreateStreamAsync()).Text("id");
        await _sandbox.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/disable");
        await _sandbox.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/enable");
        return stream;
    }

    private Task HeldUpAsync(int seconds, int number = 1) => MuxTestHost.UntilAsync(
        async () => (await _sandbox.WebhooksAsync("mux")).Count(x =>
            x.GetProperty("dueAt").ValueKind == JsonValueKind.String && x.GetProperty("dueAt").GetDateTimeOffset() == _sandbox.Clock.GetUtcNow().AddSeconds(seconds)) == number,
        $"{number} held up for {seconds} s");

    private Task DeliveredAsync() => MuxTestHost.UntilAsync(async () => (await _sandbox.WebhooksAsync("mux"))[0].GetProperty("delivered").GetBoolean(), "the delivery");
}
