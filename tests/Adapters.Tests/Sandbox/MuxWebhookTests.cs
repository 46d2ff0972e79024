using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class MuxWebhookTests : IAsyncLifetime
{
    private MuxTestHost _mux = null!;

    public async ValueTask InitializeAsync() => _mux = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _mux.DisposeAsync();

    [Fact]
    public async Task The_signature_is_the_HMAC_of_time_and_body_with_the_configured_secret()
    {
        await _mux.CreateStreamAsync();
        var told = await _mux.Receiver.FirstAsync("video.live_stream.created");
        var time = _mux.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal($"t={time},v1={Mac(_mux.Settings["Mux:WebhookSecret"])}", told.Signature);
        Assert.DoesNotContain(Mac("another secret"), told.Signature, StringComparison.Ordinal);

        string Mac(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{told.Body}")));
    }

    [Fact]
    public async Task Every_event_has_the_fields_of_its_sample()
    {
        var fresh = (await _mux.CreateStreamAsync()).Text("id");
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{fresh}/disable");
        await _mux.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{fresh}/enable");
        await _mux.SendAsync(HttpMethod.Patch, $"video/v1/live-streams/{fresh}", new { latency_mode = "standard" });
        await _mux.SendAsync(HttpMethod.Delete, $"video/v1/live-streams/{fresh}", expected: HttpStatusCode.NoContent);
        await _mux.Receiver.FirstAsync("video.live_stream.deleted");
        var (stream, asset) = await _mux.BroadcastAsync(12);
        await _mux.Receiver.FirstAsync("video.asset.ready");
        await _mux.EncoderAsync(stream, on: false);
        _mux.Clock.Advance(TimeSpan.FromSeconds(61));
        await _mux.Receiver.FirstAsync("video.asset.live_stream_completed");
        await _mux.SendAsync(HttpMethod.Delete, $"video/v1/assets/{asset}", expected: HttpStatusCode.NoContent);

        foreach (var sample in (string[])
            [
                "01.video.live_stream.created", "02.video.live_stream.connected", "03.video.asset.created", "04.video.live_stream.recording",
                "05.video.live_stream.active", "06.video.asset.ready", "07.video.live_stream.disconnected", "08.video.live_stream.idle",
                "09.video.asset.live_stream_completed", "13.video.live_stream.disabled", "14.video.live_stream.enabled",
                "15.video.live_stream.updated", "16.video.live_stream.deleted", "18.video.asset.deleted",
            ])
        {
            var told = await _mux.Receiver.FirstAsync(sample[3..]);
            var expected = ContractFolder.Webhook($"mux.{sample}");
            Assert.Equal(Members.Of(expected).Order(StringComparer.Ordinal), Members.Of(told.Json).Order(StringComparer.Ordinal));
            Assert.Equal(expected.GetProperty("object").Text("type"), told.Json.GetProperty("object").Text("type"));
            Contract.Mux.Value(told.Type.StartsWith("video.asset", StringComparison.Ordinal) ? "WebhookAsset" : "WebhookLiveStream", told.Data);
        }
    }

    [Fact]
    public async Task A_simulcast_target_that_broadcasts_has_the_fields_of_its_sample()
    {
        await _mux.BroadcastAsync(4, new { simulcast_targets = new[] { new { url = "rtmp://live.example.com/app", stream_key = "abcd", passthrough = "yt" } } });
        var told = await _mux.Receiver.FirstAsync("video.live_stream.simulcast_target.broadcasting");
        var sample = ContractFolder.Webhook("mux.17.video.live_stream.simulcast_target.broadcasting");
        Assert.Equal(Members.Of(sample).Order(StringComparer.Ordinal), Members.Of(told.Json).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refused_event_comes_again_later_and_later_unchanged_until_it_is_taken()
    {
        _mux.Receiver.Answer = _ => 500;
        await _mux.CreateStreamAsync();
        var first = await _mux.Receiver.FirstAsync("video.live_stream.created");
        var attempt = 1;
        foreach (var seconds in (int[])[1, 2, 5, 10, 30, 60])
        {
            await AttemptedAsync(attempt);
            _mux.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempt, (await WebhooksAsync())[0].GetProperty("attempts").GetInt32());
            _mux.Clock.Advance(TimeSpan.FromMilliseconds(1));
            attempt++;
            Assert.Equal(first.Body, (await _mux.Receiver.NthAsync("video.live_stream.created", attempt)).Body);
        }

        await AttemptedAsync(attempt);
        _mux.Receiver.Answer = _ => 200;
        _mux.Clock.Advance(TimeSpan.FromSeconds(120));
        await MuxTestHost.UntilAsync(async () => (await WebhooksAsync())[0].GetProperty("delivered").GetBoolean(), "the delivery");
        Assert.Equal(attempt + 1, _mux.Receiver.Deliveries.Count);
    }

    [Fact]
    public async Task An_event_that_is_never_taken_is_given_up_after_a_day()
    {
        _mux.Receiver.Answer = _ => 500;
        await _mux.CreateStreamAsync();
        await AttemptedAsync(1);
        _mux.Clock.Advance(TimeSpan.FromHours(25));
        await MuxTestHost.UntilAsync(async () => (await WebhooksAsync())[0].GetProperty("dueAt").ValueKind == JsonValueKind.Null, "the sandbox to give up");
        Assert.False((await WebhooksAsync())[0].GetProperty("delivered").GetBoolean());
    }

    [Fact]
    public async Task A_failing_event_does_not_hold_up_the_others()
    {
        _mux.Receiver.Answer = x => x.Type == "video.live_stream.created" ? 500 : 200;
        await _mux.BroadcastAsync(4);
        await _mux.Receiver.FirstAsync("video.live_stream.active");
    }

    [Fact]
    public async Task What_waits_for_delivery_survives_a_killed_process()
    {
        _mux.Receiver.Answer = _ => 503;
        await _mux.CreateStreamAsync();
        var before = await _mux.Receiver.FirstAsync("video.live_stream.created");
        await AttemptedAsync(1);
        _mux.Receiver.Answer = _ => 200;
        _mux = await _mux.KillAndStartAgainAsync();
        _mux.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before.Id, (await _mux.Receiver.NthAsync("video.live_stream.created", 2)).Id);
    }

    [Fact]
    public async Task Send_again_sends_a_delivered_event_again_under_its_id()
    {
        await _mux.CreateStreamAsync();
        var first = await _mux.Receiver.FirstAsync("video.live_stream.created");
        await AttemptedAsync(1);
        using var answer = await _mux.Http.PostAsync($"/sandbox/mux/webhooks/{first.Id}/send", null, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(first.Body, (await _mux.Receiver.NthAsync("video.live_stream.created", 2)).Body);
        using var unknown = await _mux.Http.PostAsync("/sandbox/mux/webhooks/nobody/send", null, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task The_latest_two_hundred_are_kept_and_no_waiting_one_is_dropped()
    {
        _mux.Receiver.Answer = x => x.Data.Text("passthrough") == "refused" ? 500 : 200;
        await _mux.CreateStreamAsync(new { passthrough = "refused" });
        for (var i = 0; i < 205; i++)
        {
            await _mux.CreateStreamAsync(new { passthrough = "taken" });
        }

        await MuxTestHost.UntilAsync(async () => (await WebhooksAsync()).GetArrayLength() == 200, "the older ones to go");
        Assert.False((await WebhooksAsync())[199].GetProperty("delivered").GetBoolean());
    }

    private Task AttemptedAsync(int attempts) => MuxTestHost.UntilAsync(
        async () => (await WebhooksAsync()) is var all && all.GetArrayLength() > 0 && all[0].GetProperty("attempts").GetInt32() == attempts, $"attempt {attempts}");

    private async Task<JsonElement> WebhooksAsync() =>
        JsonElement.Parse(await _mux.Http.GetStringAsync("/sandbox/mux/webhooks", MuxTestHost.Cancelled));
}
