using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webinars.Web.Tests;

/// <summary>Feedback after the end: in the room, by the real letter's link, and read by hosts alone.</summary>
public sealed partial class FeedbackTests(FeedbackTests.Unhurried app) : IClassFixture<FeedbackTests.Unhurried>
{
    [Fact]
    public async Task One_in_the_room_and_one_by_the_letter_are_two_and_the_host_reads_both()
    {
        var (host, people, webinar) = await app.Scheduled(2);
        await people[1].Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { name = "Lea <b>Letter</b>" });
        var address = (await people[1].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("email").GetString()!;
        await using var room = await people[0].Enter(webinar);
        await using var reader = await people[1].Enter(webinar);
        await using var studio = await host.Enter(webinar);
        await room.IsRefused("wrong-state", "LeaveFeedback", RoomClient.NewId(), 5, null);
        await Held(host, webinar, room);

        var id = RoomClient.NewId();
        var first = await room.Call("LeaveFeedback", id, 2, "Too long.");
        var again = await room.Call("LeaveFeedback", id, 2, "Too long.");
        Assert.Equal((first.GetProperty("position").GetInt64(), true), (again.GetProperty("position").GetInt64(), again.GetProperty("duplicate").GetBoolean()));
        await room.Call("LeaveFeedback", RoomClient.NewId(), 4, "Good\u202E after all.");
        await studio.Until(one => one.Events.Any(happened => RoomClient.Type(happened) == "feedbackLeft" && happened.GetProperty("rating").GetInt32() == 4), "what the attendee thinks after all");
        await studio.IsRefused("not-allowed", "LeaveFeedback", RoomClient.NewId(), 5, null);

        var path = await LetterLink(address);
        var page = await app.Http.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Lea &lt;b&gt;Letter", html, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", html, StringComparison.Ordinal);
        Assert.Equal("strict-origin", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("noindex", Assert.Single(page.Headers.GetValues("X-Robots-Tag")));
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.False(page.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("returnTo", html, StringComparison.Ordinal);

        // Opened any number of times, nothing has happened.
        Assert.Equal(1, (await Summary(host, webinar)).GetProperty("count").GetInt32());
        foreach (var (stars, comment, trouble) in new[]
        {
            ("", "Nice.", "Choose one to five stars."), ("9", "Nice.", "Choose one to five stars."), ("-1", "", "Choose one to five stars."), ("many", "", "Choose one to five stars."),
            ("5", new string('x', 1_001), "At most 1000 characters."), ("5", "a\0b", "cannot be stored"),
        })
        {
            var refused = await Send(path, stars, comment);
            var said = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(trouble, said, StringComparison.Ordinal);
            Assert.Contains(comment is "Nice." ? "Nice." : "", said, StringComparison.Ordinal);
        }

        await Send(path, "1", "<script>alert(1)</script>\nNever again.");
        var saved = await Send(path, "5", "<script>alert(1)</script>\nWonderful.");
        Assert.Equal((HttpStatusCode.Redirect, $"{path}?saved=true"), (saved.StatusCode, saved.Headers.Location!.OriginalString));
        html = await app.Http.GetStringAsync($"{path}?saved=true");
        Assert.Contains("Thank you", html, StringComparison.Ordinal);
        Assert.Matches("value=\"5\" required checked", html);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);

        await reader.Until(one => one.Events.Any(happened => happened.ToString().Contains("Wonderful", StringComparison.Ordinal)), "what they said by mail");

        var summary = await Summary(host, webinar);
        Assert.Equal((2, 4.5), (summary.GetProperty("count").GetInt32(), summary.GetProperty("average").GetDouble()));
        Assert.Equal([0, 0, 0, 1, 1], summary.GetProperty("ratings").EnumerateArray().Select(one => one.GetInt32()));
        Assert.Equal(
            [("Lea <b>Letter</b>", "<script>alert(1)</script>\nWonderful."), (room.You.GetProperty("name").GetString(), "Good after all.")],
            summary.GetProperty("comments").EnumerateArray().Select(one => (one.GetProperty("name").GetString(), one.GetProperty("text").GetString()))!);
        var turnout = summary.GetProperty("turnout");
        Assert.Equal((2, 2), (turnout.GetProperty("attended").GetInt32(), turnout.GetProperty("answered").GetInt32()));
        html = await (await host.Send(HttpMethod.Get, $"/webinars/{webinar}/feedback")).Content.ReadAsStringAsync();
        Assert.Contains("Good after all.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Too long.", html, StringComparison.Ordinal);

        // Nobody else reads it, in the room neither.
        await people[0].IsRefused(HttpStatusCode.Forbidden, "not-allowed", HttpMethod.Get, $"/api/webinars/{webinar}/feedback");
        Assert.DoesNotContain(room.Events, happened => happened.ToString().Contains("Wonderful", StringComparison.Ordinal));

        // The room was let go of, and the server has died: it is all there.
        await app.Kill();
        await app.Start();
        Assert.Equal(2, (await Summary(host, webinar)).GetProperty("count").GetInt32());
        Assert.Contains("Wonderful.", await app.Http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain("Wonderful", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(path["/feedback/".Length..], app.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/feedback/nonsense")]
    [InlineData("/feedback/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/feedback/%F0%9F%92%A3")]
    public async Task A_link_that_is_no_good_says_so_and_takes_nothing(string path)
    {
        foreach (var answer in new[] { await app.Http.GetAsync(path), await Send(path, "5", "Hello") })
        {
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("does not work any more", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal("strict-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        }
    }

    /// <summary>It takes place, with a recording, for as long as one has to be there to have attended: only who did is asked in the letter.</summary>
    private async Task Held(Visitor host, Guid webinar, RoomClient room)
    {
        await host.Get($"/api/webinars/{webinar}/stream");
        var state = JsonDocument.Parse(await app.Http.GetStringAsync("/sandbox/mux/state")).RootElement;
        var stream = state.GetProperty("streams").EnumerateArray().First(one => one.ToString().Contains(webinar.ToString(), StringComparison.Ordinal));
        (await app.Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{stream.GetProperty("id").GetString()}/encoder", new { on = true })).EnsureSuccessStatusCode();
        await host.Post($"/api/webinars/{webinar}/go-live");
        await room.Until(one => one.Events.Any(happened => Is(happened, "live")), "live");
        var from = DateTimeOffset.UtcNow;
        while (DateTimeOffset.UtcNow < from.AddSeconds(62))
        {
            await Task.Delay(500);
        }

        await host.Post($"/api/webinars/{webinar}/end");
        await room.Until(one => one.Events.Any(happened => Is(happened, "replay")), "the replay");
    }

    private static bool Is(JsonElement happened, string status) => RoomClient.Type(happened) == "statusChanged" && happened.GetProperty("status").GetString() == status;

    private static Task<JsonElement> Summary(Visitor host, Guid webinar) => host.Get($"/api/webinars/{webinar}/feedback");

    private Task<HttpResponseMessage> Send(string path, string rating, string comment) =>
        app.Http.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string> { ["rating"] = rating, ["comment"] = comment }));

    private async Task<string> LetterLink(string to)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var inbox = await app.Http.GetFromJsonAsync<JsonElement>($"/sandbox/resend/inbox?to={Uri.EscapeDataString(to)}", limit.Token);
            if (inbox.EnumerateArray().Select(letter => Link().Match(letter.GetProperty("text").GetString()!)).FirstOrDefault(match => match.Success) is { } found)
            {
                return new Uri(found.Value).AbsolutePath;
            }

            await Task.Delay(100, limit.Token);
        }
    }

    /// <summary>Nobody is too fast here.</summary>
    public sealed class Unhurried : WebinarsApp
    {
        public Unhurried() => Settings["Limits__ActionsPerSecond"] = "0";
    }

    [GeneratedRegex(@"http\S+/feedback/[\w-]+")]
    private static partial Regex Link();
}
