using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webinars.Servers;

namespace Webinars.Web.Tests.Nodes;

/// <summary>What a running node says while Redis is away.</summary>
public sealed class RedisAwayTests : IAsyncLifetime
{
    private readonly WebinarsApp _app = new();
    private RedisServer _redis = null!;
    private PostgresServer _postgres = null!;
    private Visitor _operator = null!;
    private Visitor _attendee = null!;

    public async ValueTask InitializeAsync()
    {
        (_redis, _postgres) = (await RedisServer.Started(), await PostgresServer.Started());

        // The sandbox keeps its people over a restart, and an operator is named by an address.
        await _app.Start();
        var people = await (await _app.Http.PostAsJsonAsync("/sandbox/clerk/people", new { count = 2 })).Content.ReadFromJsonAsync<JsonElement>();
        (_operator, _attendee) = (new Visitor(_app, people[0]), new Visitor(_app, people[1]));
        await _app.Kill();
        _app.Settings["Operators__0"] = people[0].GetProperty("email").GetString();
        _app.Settings["Store__Kind"] = "Postgres";
        _app.Settings["ConnectionStrings__Postgres"] = await _postgres.CreateDatabase();
        _app.Settings["ConnectionStrings__Redis"] = _redis.ConnectionString;
        await _app.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task It_is_ready_and_chat_goes_on_and_operators_and_counts_tell_until_it_is_back()
    {
        var webinar = await _operator.Schedule();
        await _operator.Post($"/api/webinars/{webinar}/publish");
        await using var room = await _attendee.Enter(webinar);
        await Until(room, away: false);

        await _redis.Kill();
        await Until(room, away: true);
        await room.Say("meanwhile");
        await room.Until(one => one.Texts.Contains("meanwhile"), "what was said meanwhile");

        await _redis.Start();
        await Until(room, away: false);
        await room.Say("after");
        await room.Until(one => one.Texts.SequenceEqual(["meanwhile", "after"]), "both, in order");
        Assert.True(room.IsConnected);
        Assert.Null(room.Lost);
    }

    /// <summary>All who tell of it say the same, soon.</summary>
    private async Task Until(RoomClient room, bool away)
    {
        await room.Until(one => one.Pulse.ValueKind is JsonValueKind.Object && one.Pulse.TryGetProperty("approximate", out _) == away, $"a pulse with Redis {(away ? "away" : "there")}");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while ((await Others(), await Banner()) != (away ? "degraded" : "healthy", away))
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private async Task<string?> Others()
    {
        using var answer = await _app.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var health = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var others = health.GetProperty("checks").GetProperty("others").GetString();
        Assert.Equal(others, health.GetProperty("status").GetString());
        return others;
    }

    private async Task<bool> Banner()
    {
        using var page = await _operator.Send(HttpMethod.Get, "/admin/deliveries");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return (await page.Content.ReadAsStringAsync()).Contains("data-operator=\"others\"", StringComparison.Ordinal);
    }
}
