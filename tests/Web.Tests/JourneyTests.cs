using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webinars.Web.Tests;

/// <summary>From a draft to its replay with the sandbox's encoder, as programs see it; the browser's view is in Browser.Tests.</summary>
public sealed partial class JourneyTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task From_rehearsal_to_replay_attendees_see_only_what_follows_go_live()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        var attendee = attendees[0];
        await using var room = await attendee.Enter(webinar);
        var stream = await host.Get($"/api/webinars/{webinar}/stream");
        Assert.NotEmpty(stream.GetProperty("streamKey").GetString()!);
        await Encoder(webinar, on: true);
        await Status(host, webinar, "stream", "active");

        // The rehearsal: the host sees it, nobody else.
        await attendee.IsRefused(HttpStatusCode.Conflict, "not-live", HttpMethod.Post, $"/api/webinars/{webinar}/playback-token");
        var preview = await host.Post($"/api/webinars/{webinar}/playback-token");
        await UntilOk(preview.GetProperty("src").GetString()!);
        await host.IsRefused(HttpStatusCode.Conflict, "wrong-state", HttpMethod.Post, $"/api/webinars/{webinar}/end");

        var live = await host.Post($"/api/webinars/{webinar}/go-live");
        Assert.Equal("live", live.GetProperty("status").GetString());
        var wentLive = live.GetProperty("wentLiveAt").GetDateTimeOffset();
        await room.Until(one => one.Events.Any(happened => Is(happened, "live")), "live");
        var pass = await attendee.Post($"/api/webinars/{webinar}/playback-token");
        var playlist = await Playlist(pass.GetProperty("src").GetString()!);
        Assert.All(Times(playlist), time => Assert.True(time >= wentLive, $"{time} is before Go live at {wentLive}"));

        // Long enough for a replay of several segments.
        await room.Until(_ => DateTimeOffset.UtcNow > wentLive.AddSeconds(9), "nine seconds of webinar");
        var ended = await host.Post($"/api/webinars/{webinar}/end");
        var endedAt = ended.GetProperty("endedAt").GetDateTimeOffset();
        await room.Until(one => one.Events.Any(happened => Is(happened, "replay")), "the replay");
        await room.IsRefused("not-live", "PostMessage", "late", "too late", null);

        var replay = await attendee.Post($"/api/webinars/{webinar}/playback-token");
        var recording = await Playlist(replay.GetProperty("src").GetString()!);
        Assert.Contains("#EXT-X-ENDLIST", recording, StringComparison.Ordinal);
        Assert.True(Times(recording).Min() >= wentLive);
        var seconds = Durations().Matches(recording).Sum(match => double.Parse(match.Groups[1].Value));
        Assert.InRange(seconds, (endedAt - wentLive).TotalSeconds - 2.1, (endedAt - wentLive).TotalSeconds + 2.1);
        var past = await app.Http.GetFromJsonAsync<JsonElement>("/api/webinars?view=past");
        Assert.Contains(past.GetProperty("items").EnumerateArray(), one => one.GetProperty("id").GetGuid() == webinar);
    }

    [Fact]
    public async Task Go_live_before_the_stream_waits_for_it_and_can_be_taken_back()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        Assert.Equal("starting", (await host.Post($"/api/webinars/{webinar}/go-live")).GetProperty("status").GetString());
        var back = await host.Send(HttpMethod.Delete, $"/api/webinars/{webinar}/go-live");
        Assert.Equal("scheduled", (await back.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        await host.Post($"/api/webinars/{webinar}/go-live");
        await Encoder(webinar, on: true);
        await Status(host, webinar, "", "live");
        await Encoder(webinar, on: false);
        await Status(host, webinar, "", "interrupted");
        await Encoder(webinar, on: true);
        await Status(host, webinar, "", "live");
    }

    [Fact]
    public async Task A_new_stream_key_ends_the_old_one()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        var old = (await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("streamKey").GetString();
        var reset = await host.Post($"/api/webinars/{webinar}/stream/reset-key");
        Assert.NotEqual(old, reset.GetProperty("streamKey").GetString());
        var read = await host.Send(HttpMethod.Get, $"/api/webinars/{webinar}/stream");
        Assert.True(read.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Who_leads_hears_that_the_stream_key_is_another_and_nobody_else_does()
    {
        var (host, attendees, webinar) = await app.Scheduled(1);
        await host.Get($"/api/webinars/{webinar}/stream");
        await using var leading = await host.Enter(webinar);
        await using var watching = await attendees[0].Enter(webinar);
        await host.Post($"/api/webinars/{webinar}/stream/reset-key");
        await leading.Until(room => room.Notices.Count > 0);
        Assert.Equal("streamKeyReset", Assert.Single(leading.Notices).GetProperty("code").GetString());

        // What is told after it has come, so it would have come too.
        await leading.Say("Hello");
        await watching.Until(room => room.Texts.Contains("Hello"));
        Assert.Empty(watching.Notices);
    }

    [GeneratedRegex(@"#EXTINF:([\d.]+)")]
    private static partial Regex Durations();

    [GeneratedRegex(@"#EXT-X-PROGRAM-DATE-TIME:(\S+)")]
    private static partial Regex ProgramTimes();

    private static List<DateTimeOffset> Times(string playlist) => [.. ProgramTimes().Matches(playlist).Select(match => DateTimeOffset.Parse(match.Groups[1].Value))];

    private static bool Is(JsonElement happened, string status) =>
        RoomClient.Type(happened) == "statusChanged" && happened.GetProperty("status").GetString() == status;

    private static async Task Status(Visitor host, Guid webinar, string part, string expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await host.Get($"/api/webinars/{webinar}/{part}".TrimEnd('/'))).GetProperty("status").GetString() != expected)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task Encoder(Guid webinar, bool on)
    {
        var state = JsonDocument.Parse(await app.Http.GetStringAsync("/sandbox/mux/state")).RootElement;
        var stream = state.GetProperty("streams").EnumerateArray().First(one => one.ToString().Contains(webinar.ToString(), StringComparison.Ordinal));
        (await app.Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{stream.GetProperty("id").GetString()}/encoder", new { on })).EnsureSuccessStatusCode();
    }

    private async Task<string> UntilOk(string url)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await app.Http.GetAsync(url, limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadAsStringAsync(limit.Token);
            }

            Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
            await Task.Delay(200, limit.Token);
        }
    }

    /// <summary>The first media playlist of a master playlist.</summary>
    private async Task<string> Playlist(string master)
    {
        var media = (await UntilOk(master)).Split('\n').First(line => line.Length > 0 && line[0] != '#').Trim();
        return await UntilOk(new Uri(new Uri(master), media).ToString());
    }
}
