using System.Net;
using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Workflows that run at a time of their own.</summary>
public sealed class KnockScheduleTests : IAsyncLifetime
{
    private KnockTestHost _knock = null!;

    /// <summary>It is ten o'clock in the morning of a Thursday, 2026-01-01.</summary>
    public async ValueTask InitializeAsync() => _knock = await KnockTestHost.StartAsync();

    public ValueTask DisposeAsync() => _knock.DisposeAsync();

    [Fact]
    public async Task A_schedule_for_two_tells_each_of_them_once_at_its_time_and_not_before()
    {
        var made = await CreateAsync(new
        {
            workflow = "reminder", recipients = new object[] { "u1", new { id = "u2", name = "Two" } }, scheduled_at = "2026-01-01T11:00:00Z", actor = new { id = "host" }, tenant = "acme", data = new { title = "Soon" },
        });
        Assert.Equal(["u1", "u2"], made.Select(x => x.GetProperty("recipient").Text("id")));
        Assert.All(made, x => Assert.Equal((11, "acme", "host"), (Next(x)!.Value.Hour, x.Text("tenant"), x.GetProperty("actor").Text("id"))));
        _knock.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Empty(await _knock.TitlesAsync("u1"));
        _knock.Clock.Advance(TimeSpan.FromSeconds(1));
        await ToldAsync("u1", 1);
        await ToldAsync("u2", 1);
        Assert.Equal(["Soon"], await _knock.TitlesAsync("u2"));
        var item = (await _knock.FeedAsync("u1")).GetProperty("entries")[0];
        Assert.Equal(("reminder", "host", "acme"), (item.GetProperty("source").Text("key"), item.GetProperty("actors")[0].Text("id"), item.Text("tenant")));
        var over = (await ListAsync("reminder"))[0];
        Assert.Equal((null, 11), (Next(over), over.GetProperty("last_occurrence_at").GetDateTimeOffset().Hour));
        _knock.Clock.Advance(TimeSpan.FromDays(400));
        await StillAsync("u1", 1);
    }

    [Fact]
    public async Task One_that_should_have_been_is_told_at_once()
    {
        await CreateAsync(new { workflow = "w", recipients = new[] { "u1" }, scheduled_at = "2025-12-31T00:00:00Z" });
        await ToldAsync("u1", 1);
    }

    [Fact]
    public async Task A_repeated_one_comes_again_until_its_end()
    {
        await CreateAsync(new { workflow = "w", recipients = new[] { "u1" }, repeats = new[] { new { frequency = "daily", hours = 9, minutes = 30 } }, ending_at = "2026-01-03T12:00:00Z" });
        for (var day = 1; day <= 2; day++)
        {
            _knock.Clock.Advance(TimeSpan.FromDays(1));
            await ToldAsync("u1", day);
        }

        var over = (await ListAsync("w"))[0];
        Assert.Equal((null, new DateTimeOffset(2026, 1, 3, 9, 30, 0, TimeSpan.Zero)), (Next(over), over.GetProperty("last_occurrence_at").GetDateTimeOffset()));
        _knock.Clock.Advance(TimeSpan.FromDays(1));
        await StillAsync("u1", 2);
    }

    [Theory]
    [InlineData("hourly", """ "minutes":15 """, null, "2026-01-01T10:15Z", "2026-01-01T11:15Z")]
    [InlineData("hourly", """ "interval":6 """, "2026-01-01T09:20Z", "2026-01-01T15:20Z", "2026-01-01T21:20Z")]
    [InlineData("daily", """ "interval":2 """, "2026-01-02T08:05Z", "2026-01-02T08:05Z", "2026-01-04T08:05Z")]
    [InlineData("daily", """ "days":["sat","mon"] """, null, "2026-01-03T00:00Z", "2026-01-05T00:00Z")]
    [InlineData("weekly", """ "hours":18 """, null, "2026-01-01T18:00Z", "2026-01-08T18:00Z")]
    [InlineData("weekly", """ "interval":2,"days":["mon","thu"],"hours":7 """, null, "2026-01-12T07:00Z", "2026-01-15T07:00Z")]
    [InlineData("monthly", """ "day_of_month":31,"hours":12 """, null, "2026-01-31T12:00Z", "2026-02-28T12:00Z")]
    [InlineData("monthly", """ "interval":3 """, "2026-01-15T06:30Z", "2026-01-15T06:30Z", "2026-04-15T06:30Z")]
    [InlineData("monthly", """ "interval":1000 """, "2025-12-01T06:30Z", "2109-04-01T06:30Z", "2192-08-01T06:30Z")]
    public async Task It_comes_when_its_rule_says(string frequency, string rule, string? start, string first, string second)
    {
        var repeat = JsonElement.Parse($$"""{"frequency":"{{frequency}}",{{rule}}}""");
        var made = Assert.Single(await CreateAsync(new { workflow = "w", recipients = new[] { "u1" }, scheduled_at = start is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(start, null), repeats = new[] { repeat } }));
        Assert.Equal(DateTimeOffset.Parse(first, null), Next(made));
        _knock.Clock.SetUtcNow(DateTimeOffset.Parse(first, null));
        await ToldAsync("u1", 1);
        Assert.Equal(DateTimeOffset.Parse(second, null), Next(Assert.Single(await ListAsync("w"))));
    }

    [Fact]
    public async Task Nine_o_clock_is_the_recipients()
    {
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/ada", new { timezone = "America/New_York" });
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/bob", new { timezone = "Nowhere/Land" });
        var made = await CreateAsync(new { workflow = "w", recipients = new[] { "ada", "bob" }, repeats = new[] { new { frequency = "daily", hours = 9 } } });
        Assert.Equal([new DateTimeOffset(2026, 1, 1, 14, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 2, 9, 0, 0, TimeSpan.Zero)], made.Select(x => Next(x)!.Value));

        // The clocks there are put forward that night.
        _knock.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 7, 15, 0, 0, TimeSpan.Zero));
        await ToldAsync("ada", 1);
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 13, 0, 0, TimeSpan.Zero), Next((await ListAsync("w", "&recipients[]=ada"))[0]));
    }

    [Fact]
    public async Task What_came_several_times_while_nobody_looked_is_told_once()
    {
        await CreateAsync(new { workflow = "w", recipients = new[] { "u1" }, repeats = new[] { new { frequency = "hourly" } } });
        _knock.Clock.Advance(TimeSpan.FromDays(30));
        await ToldAsync("u1", 1);
        await StillAsync("u1", 1);
    }

    [Fact]
    public async Task It_is_changed_listed_and_deleted()
    {
        var one = (await CreateAsync(new { workflow = "w", recipients = new[] { "u1" }, scheduled_at = "2026-01-01T11:00:00Z", data = new { title = "old" } }))[0].Text("id");
        var other = (await CreateAsync(new { workflow = "v", recipients = new[] { "u1" }, scheduled_at = "2026-01-01T11:00:00Z", tenant = "acme" }))[0].Text("id");
        var changed = (await _knock.ServerAsync(HttpMethod.Put, "/v1/schedules", new { schedule_ids = new[] { one }, scheduled_at = "2026-01-01T12:00:00Z", data = new { title = "new" } }))[0];
        Assert.Equal((12, "new", "w"), (Next(changed)!.Value.Hour, changed.GetProperty("data").Text("title"), changed.Text("workflow")));
        Assert.Equal([one], (await ListAsync("w")).Select(x => x.Text("id")));
        Assert.Empty(await ListAsync("w", "&tenant=acme"));
        Assert.Empty(await ListAsync("w", "&recipients[]=u2"));
        var own = (await _knock.ServerAsync(HttpMethod.Get, "/v1/users/u1/schedules")).GetProperty("entries").EnumerateArray();
        Assert.Equal([other, one], own.Select(x => x.Text("id")));
        Assert.Equal(other, (await _knock.ServerAsync(HttpMethod.Delete, "/v1/schedules", new { schedule_ids = new[] { other, "none" } }))[0].Text("id"));
        Assert.Equal(0, (await _knock.ServerAsync(HttpMethod.Delete, "/v1/schedules", new { schedule_ids = new[] { other } })).GetArrayLength());
        _knock.Clock.Advance(TimeSpan.FromHours(2));
        await ToldAsync("u1", 1);
        Assert.Equal(["new"], await _knock.TitlesAsync("u1"));
    }

    [Fact]
    public async Task It_goes_with_its_recipient_and_outlives_a_restart()
    {
        await CreateAsync(new { workflow = "w", recipients = new[] { "guest", "gone" }, scheduled_at = "2026-01-01T11:00:00Z" });
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/ada", new { name = "Ada" });
        await _knock.ServerAsync(HttpMethod.Post, "/v1/users/ada/merge", new { from_user_id = "guest" });
        await _knock.ServerAsync(HttpMethod.Delete, "/v1/users/gone", expected: HttpStatusCode.NoContent);
        _knock = await _knock.StartAgainAsync();
        _knock.Clock.Advance(TimeSpan.FromHours(1));
        await ToldAsync("ada", 1);
        Assert.Single(await ListAsync("w"));
    }

    [Theory]
    [InlineData("""{"recipients":["u1"],"scheduled_at":"2026-01-01T11:00:00Z"}""", "workflow")]
    [InlineData("""{"workflow":"w","scheduled_at":"2026-01-01T11:00:00Z"}""", "recipients")]
    [InlineData("""{"workflow":"w","recipients":["u1"]}""", "scheduled_at")]
    [InlineData("""{"workflow":"w","recipients":["u1"],"scheduled_at":"soon"}""", "scheduled_at")]
    [InlineData("""{"workflow":"w","recipients":["u1"],"repeats":{}}""", "repeats")]
    [InlineData("""{"workflow":"w","recipients":["u1"],"repeats":[{"frequency":"yearly"}]}""", "repeats")]
    [InlineData("""{"workflow":"w","recipients":["u1"],"repeats":[{"frequency":"daily","interval":0}]}""", "repeats")]
    [InlineData("""{"workflow":"w","recipients":["u1"],"repeats":[{"frequency":"daily","hours":24}]}""", "repeats")]
    [InlineData("""{"workflow":"w","recipients":["u1"],"repeats":[{"frequency":"weekly","days":["today"]}]}""", "repeats")]
    public async Task What_it_lacks_is_named_and_nobody_is_told(string wish, string field)
    {
        var refused = await _knock.ServerAsync(HttpMethod.Post, "/v1/schedules", JsonElement.Parse(wish), HttpStatusCode.UnprocessableEntity);
        Assert.Equal(field, refused.GetProperty("errors")[0].Text("field"));
        Assert.Empty(await ListAsync("w"));
    }

    [Fact]
    public async Task Browsers_have_no_say_in_it()
    {
        await _knock.BrowserAsync("u1", HttpMethod.Post, "/v1/schedules", new { workflow = "w", recipients = new[] { "u1" }, scheduled_at = "2026-01-01T11:00:00Z" }, HttpStatusCode.Forbidden);
        await _knock.BrowserAsync("u1", HttpMethod.Get, "/v1/users/u1/schedules", expected: HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Whoever_is_merged_out_of_nobody_stays_as_they_are()
    {
        await _knock.ServerAsync(HttpMethod.Put, "/v1/users/ada", new { name = "Ada" });
        Assert.Equal("Ada", (await _knock.ServerAsync(HttpMethod.Post, "/v1/users/ada/merge", new { from_user_id = "nobody" })).Text("name"));
        await _knock.ServerAsync(HttpMethod.Post, "/v1/users/ada/merge", new { from_user_id = "ada" }, HttpStatusCode.UnprocessableEntity);
    }

    private async Task<List<JsonElement>> CreateAsync(object wish) => [.. (await _knock.ServerAsync(HttpMethod.Post, "/v1/schedules", wish)).EnumerateArray()];

    private async Task<List<JsonElement>> ListAsync(string workflow, string more = "") =>
        [.. (await _knock.ServerAsync(HttpMethod.Get, $"/v1/schedules?workflow={workflow}{more}")).GetProperty("entries").EnumerateArray()];

    private Task ToldAsync(string user, int times) => MuxTestHost.UntilAsync(async () => await CountAsync(user) == times, $"{times} notices to {user}");

    /// <summary>After another one has been told, which was due later.</summary>
    private async Task StillAsync(string user, int times)
    {
        await CreateAsync(new { workflow = "later", recipients = new[] { "witness" }, scheduled_at = _knock.Clock.GetUtcNow() });
        await ToldAsync("witness", 1);
        Assert.Equal(times, await CountAsync(user));
    }

    private async Task<int> CountAsync(string user) => (await _knock.FeedAsync(user)).GetProperty("entries").GetArrayLength();

    private static DateTimeOffset? Next(JsonElement schedule) =>
        schedule.GetProperty("next_occurrence_at") is { ValueKind: JsonValueKind.String } next ? next.GetDateTimeOffset() : null;
}
