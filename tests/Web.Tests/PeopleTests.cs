using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Who is here, in which role, and who was here: over sockets and HTTP.</summary>
public sealed class PeopleTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task A_new_role_is_told_to_everybody_and_counts_at_once_on_the_open_connection()
    {
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var owner = await host.Enter(webinar);
        await using var member = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);
        var question = (await other.Ask("Who answers?")).GetProperty("position").GetInt64();
        await member.IsRefused("not-allowed", "AnswerQuestion", "a", question, "Me.", false);

        await owner.Call("AssignRole", "r", member.You.GetProperty("id"), "panelist");
        await Task.WhenAll(new[] { owner, member, other }.Select(room => room.Hears("roleChanged")));
        var changed = other.Events.Single(one => RoomClient.Type(one) == "roleChanged").GetProperty("person");
        Assert.Equal(("panelist", member.You.GetProperty("name").GetString()), (changed.GetProperty("role").GetString(), changed.GetProperty("name").GetString()));
        await member.Answer(question, "Me.");
        await other.IsRefused("not-allowed", "AssignRole", "r", other.You.GetProperty("id"), "host");
        await owner.IsRefused("not-found", "AssignRole", "r-2", Guid.NewGuid(), "panelist");
    }

    [Fact]
    public async Task A_host_goes_live_and_is_named_as_host()
    {
        var (owner, attendees, webinar) = await app.Scheduled(1);
        await using var room = await owner.Enter(webinar);
        await using var member = await attendees[0].Enter(webinar);
        await attendees[0].IsRefused(System.Net.HttpStatusCode.Forbidden, "not-allowed", HttpMethod.Post, $"/api/webinars/{webinar}/go-live");
        await room.Call("AssignRole", "r", member.You.GetProperty("id"), "host");
        await attendees[0].Post($"/api/webinars/{webinar}/go-live");
        await room.Hears("statusChanged");
        var by = room.Events.Last(one => RoomClient.Type(one) == "statusChanged").GetProperty("by");
        Assert.Equal((member.You.GetProperty("id").GetGuid(), "host"), (by.GetProperty("id").GetGuid(), by.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task The_roster_shows_people_and_not_tabs()
    {
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var owner = await host.Enter(webinar);
        await using var tab = await attendees[0].Enter(webinar);
        await using var otherTab = await attendees[0].Enter(webinar);
        await using var other = await attendees[1].Enter(webinar);
        var first = await owner.Call("Roster", null, null, 2);
        var second = await owner.Call("Roster", null, first.GetProperty("next").GetString(), 2);
        Assert.Equal((3, 2, 1), (first.GetProperty("total").GetInt32(), first.GetProperty("people").GetArrayLength(), second.GetProperty("people").GetArrayLength()));
        Assert.False(second.TryGetProperty("next", out _));
        var found = Assert.Single((await owner.Call("Roster", owner.You.GetProperty("name").GetString()!.ToUpperInvariant(), null, 10)).GetProperty("people").EnumerateArray());
        Assert.Equal(("owner", owner.You.GetProperty("id").GetGuid()), (found.GetProperty("role").GetString(), found.GetProperty("id").GetGuid()));
        await other.IsRefused("not-allowed", "Roster", null, null, 10);
    }

    [Fact]
    public async Task Attendance_outlives_an_orderly_end_and_a_kill()
    {
        await using var own = new WebinarsApp();
        await own.InitializeAsync();
        var (host, attendees, webinar) = await own.Scheduled(2);
        await using (await attendees[0].Enter(webinar))
        {
            // Came and went: nothing else is asked of this one.
        }

        await using var stays = await attendees[1].Enter(webinar);
        await own.Stop();
        await own.Start();
        var read = await host.Get($"/api/webinars/{webinar}/attendance?limit=10");
        var items = read.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, items.Count);
        Assert.All(items, one => Assert.True(one.TryGetProperty("leftAt", out _)));

        await stays.Connect();
        await Until(async () => (await Items()).Any(one => !one.TryGetProperty("leftAt", out _)));
        await own.Kill();
        await own.Start();
        Assert.Equal(2, (await Items()).Count);

        async Task<List<JsonElement>> Items() => [.. (await host.Get($"/api/webinars/{webinar}/attendance")).GetProperty("items").EnumerateArray()];
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(100, limit.Token);
        }
    }
}
