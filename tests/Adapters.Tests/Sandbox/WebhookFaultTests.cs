using System.Text;
using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Webhooks that come late, twice and in the wrong order, as the product sees them.</summary>
public sealed class WebhookFaultTests : IAsyncLifetime
{
    private MuxTestHost _sandbox = null!;

    private WebhookReceiver Product => _sandbox.Receiver;

    public async ValueTask InitializeAsync() => _sandbox = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(FaultTests.Vendors), MemberType = typeof(FaultTests))]
    public async Task A_late_webhook_comes_ten_seconds_later_and_only_once(string vendor)
    {
        await _sandbox.FaultAsync(new { vendor, kind = "late-webhook" });
        await HappensAsync(vendor);
        await HeldUpAsync(10, vendor: vendor);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Product.Deliveries);
        _sandbox.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await DeliveredAsync(vendor);
        Assert.Single(Product.Deliveries, x => x.Type == First(vendor));
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

    [Theory]
    [MemberData(nameof(FaultTests.Vendors), MemberType = typeof(FaultTests))]
    public async Task A_doubled_webhook_comes_twice_with_the_same_id_though_it_was_taken(string vendor)
    {
        await _sandbox.FaultAsync(new { vendor, kind = "double-webhook" });
        await HappensAsync(vendor);
        var second = await Product.NthAsync(First(vendor), 2);
        Assert.Equal((await Product.FirstAsync(First(vendor))).Body, second.Body);
        await MuxTestHost.UntilAsync(async () => (await FirstWebhookAsync(vendor)).GetProperty("attempts").GetInt32() == 2, "both attempts to be noted");
        var id = (await FirstWebhookAsync(vendor)).Text("id");
        var tries = (await _sandbox.JsonAsync($"/sandbox/{vendor}/webhooks/{id}")).GetProperty("tries").EnumerateArray();
        Assert.Equal([200, 200], tries.Select(x => x.GetProperty("status").GetInt32()));
        Assert.Equal(2, Product.Types.Count(x => x == First(vendor)));
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
    public async Task Two_about_the_same_letter_or_notice_are_swapped_too()
    {
        await _sandbox.FaultAsync(new { vendor = "knock", kind = "reorder-webhooks" });
        await HappensAsync("knock");
        await Product.FirstAsync("message.sent");
        Assert.Equal(["message.delivered", "message.sent"], Product.Types);

        // Its second event comes of the post office's clock.
        await _sandbox.FaultAsync(new { vendor = "resend", kind = "reorder-webhooks" });
        await HappensAsync("resend");
        await HeldUpAsync(2, vendor: "resend");
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        await Product.FirstAsync("email.sent");
        Assert.Equal(["email.delivered", "email.sent"], Product.Types.Skip(2));
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

    /// <summary>Something that the vendor tells of.</summary>
    private async Task HappensAsync(string vendor)
    {
        switch (vendor)
        {
            case "mux":
                await _sandbox.CreateStreamAsync();
                break;
            case "clerk":
                (await _sandbox.RenameAsync((await _sandbox.PeopleAsync(1))[0].Text("id"), "Ada", "Lovelace")).Dispose();
                break;
            case "resend":
                await PostAsync("Resend", "/emails", ResendApp.Small);
                break;
            default:
                await PostAsync("Knock", "/v1/workflows/any/trigger", """{"recipients":["u1"]}""");
                break;
        }
    }

    private static string First(string vendor) => vendor switch
    {
        "mux" => "video.live_stream.created",
        "clerk" => "user.updated",
        "resend" => "email.sent",
        _ => "message.sent",
    };

    private async Task PostAsync(string vendor, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _sandbox.Settings[$"{vendor}:BaseUrl"] + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", _sandbox.Settings[$"{vendor}:ApiKey"]);
        request.Headers.UserAgent.ParseAdd("tests/1.0");
        using var answer = await _sandbox.Http.SendAsync(request, MuxTestHost.Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonElement> FirstWebhookAsync(string vendor) => (await _sandbox.WebhooksAsync(vendor)).Single(x => x.Text("type") == First(vendor));

    private Task HeldUpAsync(int seconds, int number = 1, string vendor = "mux") => MuxTestHost.UntilAsync(
        async () => (await _sandbox.WebhooksAsync(vendor)).Count(x =>
            x.GetProperty("dueAt").ValueKind == JsonValueKind.String && x.GetProperty("dueAt").GetDateTimeOffset() == _sandbox.Clock.GetUtcNow().AddSeconds(seconds)) >= number,
        $"{number} held up for {seconds} s");

    private Task DeliveredAsync(string vendor = "mux") => MuxTestHost.UntilAsync(async () => (await FirstWebhookAsync(vendor)).GetProperty("delivered").GetBoolean(), "the delivery");
}
