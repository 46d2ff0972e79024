using System.Net;
using System.Text.Json;

namespace Webinars.Web.Tests;

public sealed class MuxWebhookTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    private readonly MuxMessage _mux = new(app);

    [Fact]
    public async Task Forged_stale_and_unsigned_messages_change_nothing()
    {
        var (host, webinar, stream) = await Ready();
        var active = MuxMessage.Stream("video.live_stream.active", stream);
        var good = MuxMessage.Sign(active, _mux.Secret, DateTimeOffset.UtcNow);
        string?[] bad =
        [
            null, "", "t=,v1=", good.Replace("v1=", "v0=", StringComparison.Ordinal), good[..^2], good + "0", $"{good.Split(',')[0]}",
            MuxMessage.Sign(active, _mux.Secret + "x", DateTimeOffset.UtcNow),
            MuxMessage.Sign(active + " ", _mux.Secret, DateTimeOffset.UtcNow),
            MuxMessage.Sign(active, _mux.Secret, DateTimeOffset.UtcNow.AddMinutes(-6)),
            MuxMessage.Sign(active, _mux.Secret, DateTimeOffset.UtcNow.AddMinutes(6)),
        ];
        foreach (var signature in bad)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _mux.PostSigned(active, signature)).StatusCode);
        }

        Assert.Equal("idle", (await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _mux.PostSigned(active, good)).StatusCode);
        Assert.Equal("active", (await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_is_forged()
    {
        var (_, _, stream) = await Ready();
        var body = MuxMessage.Stream("video.live_stream.active", stream);
        var signature = MuxMessage.Sign(body, _mux.Secret, DateTimeOffset.UtcNow);
        for (var i = 0; i < signature.Length; i++)
        {
            var flipped = signature[..i] + (char)(signature[i] ^ 1) + signature[(i + 1)..];
            Assert.Equal(HttpStatusCode.Unauthorized, (await _mux.PostSigned(body, flipped)).StatusCode);
        }
    }

    [Fact]
    public async Task The_same_message_three_times_at_once_has_one_effect()
    {
        var (host, webinar, stream) = await Ready();
        await using var room = await host.Enter(webinar);
        await host.Post($"/api/webinars/{webinar}/go-live");
        var active = MuxMessage.Stream("video.live_stream.active", stream);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _mux.Post(active)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await room.Until(one => Statuses(one).Contains("live"), "live");
        await _mux.Post(active);
        await room.Say("after it");
        await room.Until(one => one.Texts.Any());
        Assert.Equal(["starting", "live"], Statuses(room));
        Assert.Single(room.Events, one => RoomClient.Type(one) == "streamChanged");
    }

    [Fact]
    public async Task Nobody_but_hosts_hears_of_the_stream()
    {
        var (host, webinar, stream) = await Ready();
        var attendee = (await app.People(1))[0];
        await using var room = await host.Enter(webinar);
        await using var other = await attendee.Enter(webinar);
        await _mux.Post(MuxMessage.Stream("video.live_stream.connected", stream));
        await room.Hears("streamChanged");
        await room.Say("hello");
        await other.Until(one => one.Texts.Any());
        Assert.DoesNotContain(other.Events, one => RoomClient.Type(one) == "streamChanged");
        Assert.False(other.Snapshot.TryGetProperty("streamState", out _));
    }

    [Fact]
    public async Task A_message_that_is_too_large_or_means_nothing_is_answered_and_forgotten()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _mux.Post(new string('x', 300_000))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _mux.Post(MuxMessage.Stream("video.upload.created", "nobody"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _mux.Post(MuxMessage.Stream("video.live_stream.active", "unknown-stream"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.PostAsync("/webhooks/nobody", null)).StatusCode);
    }

    private static IEnumerable<string> Statuses(RoomClient room) =>
        room.Events.Where(one => RoomClient.Type(one) == "statusChanged").Select(one => one.GetProperty("status").GetString()!);

    private async Task<(Visitor Host, Guid Webinar, string Stream)> Ready()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        var key = (await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("streamKey").GetString();
        var state = JsonDocument.Parse(await app.Http.GetStringAsync("/sandbox/mux/state")).RootElement;
        var stream = Streams(state).First(one => one.ToString().Contains(webinar.ToString(), StringComparison.Ordinal));
        Assert.NotNull(key);
        return (host, webinar, stream.GetProperty("id").GetString()!);
    }

    private static IEnumerable<JsonElement> Streams(JsonElement state) => state.GetProperty("streams").EnumerateArray();
}
