using System.Net;
using System.Text.Json;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Notifications;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>Notices through Knock's package.</summary>
public sealed class KnockSdkTests : IDisposable
{
    private static readonly Guid Ada = new("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static readonly Notification Notice = new("webinar-live", [Ada], new Dictionary<string, object> { ["title"] = "T", ["minutes"] = 5, ["soon"] = true });
    private readonly SdkHouse<INotificationService> _knock = new("Knock", "https://bell.example/under/", new FeedOverRest());

    [Fact]
    public async Task A_notice_is_triggered_once_for_its_key()
    {
        Says("""{"workflow_run_id":"run-1"}""");
        Assert.Equal("run-1", await _knock.Port.Trigger(Notice with { Actor = Ada, CancellationKey = "w/1", Tenant = "t" }, "key-1", default));
        var (request, body) = Assert.Single(_knock.Calls);
        Assert.Equal("POST https://bell.example/under/v1/workflows/webinar-live/trigger", $"{request.Method} {request.RequestUri}");
        Assert.Equal(("Bearer SENTINEL-KEY", "key-1"), ($"{request.Headers.Authorization}", request.Headers.GetValues("Idempotency-Key").Single()));
        var expected = JsonElement.Parse($$"""
            {"recipients":["{{Ada}}"],"actor":"{{Ada}}","data":{"title":"T","minutes":5,"soon":true},"tenant":"t","cancellation_key":"w/1"}
            """);
        Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(body)), body);
    }

    [Fact]
    public async Task A_notice_that_waits_is_called_back_from_all_or_from_some()
    {
        _knock.Answer = () => new HttpResponseMessage(HttpStatusCode.NoContent);
        await _knock.Port.Cancel("webinar-live", "w/1", null, default);
        await _knock.Port.Cancel("webinar-live", "w/1", [Ada], default);
        Assert.Equal(["""{"cancellation_key":"w/1"}""", $$"""{"recipients":["{{Ada}}"],"cancellation_key":"w/1"}"""], _knock.Calls.Select(call => call.Body));
    }

    [Fact]
    public async Task Names_and_addresses_stand_in_the_body_and_never_in_the_address()
    {
        await _knock.Port.Identify(new NotifiedPerson(Ada, "SENTINEL-NAME", "SENTINEL@example.com", "https://img.example/SENTINEL"), default);
        await _knock.Port.SetPreferences(Ada, new Dictionary<string, bool> { ["SENTINEL"] = false }, default);
        await _knock.Port.Forget(Ada, default);
        Assert.Equal(
            [$"PUT /under/v1/users/{Ada}", $"PUT /under/v1/users/{Ada}/preferences/default", $"DELETE /under/v1/users/{Ada}"],
            _knock.Calls.Select(call => $"{call.Request.Method} {call.Request.RequestUri!.PathAndQuery}"));
        var said = JsonElement.Parse(_knock.Calls[0].Body);
        Assert.Equal(("SENTINEL-NAME", "SENTINEL@example.com", "https://img.example/SENTINEL"), (said.Text("name"), said.Text("email"), said.Text("avatar")));
    }

    [Fact]
    public async Task What_somebody_does_not_have_any_more_is_taken_away()
    {
        await _knock.Port.Identify(new NotifiedPerson(Ada, "Ada", null, null), default);
        Assert.Equal("""{"name":"Ada","email":null,"avatar":null}""", _knock.Calls[0].Body);
    }

    [Fact]
    public async Task Preferences_are_read_whether_said_for_all_channels_or_for_each()
    {
        Says("""
            {"id":"default","workflows":{"a":true,"b":false,"c":{"channel_types":{"in_app_feed":false}},"d":{"channel_types":{"email":false}},"e":{"conditions":[]}},"channel_types":null,"categories":null}
            """);
        Assert.Equal(
            new Dictionary<string, bool> { ["a"] = true, ["b"] = false, ["c"] = false, ["d"] = true, ["e"] = true }, await _knock.Port.GetPreferences(Ada, default));
    }

    [Fact]
    public async Task Preferences_are_added_to_what_was_said_before()
    {
        await _knock.Port.SetPreferences(Ada, new Dictionary<string, bool> { ["webinar-live"] = false }, default);
        var expected = JsonElement.Parse("""{"__persistence_strategy__":"merge","workflows":{"webinar-live":{"channel_types":{"in_app_feed":false}}}}""");
        Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(_knock.Calls[0].Body)), _knock.Calls[0].Body);
    }

    [Fact]
    public async Task The_feed_which_the_package_does_not_know_goes_over_rest()
    {
        Assert.Equal((7, "p"), (await _knock.Port.Feed(Ada, 7, "p", default)) is var page ? (page.Unread, page.Next) : default);
        Assert.Empty(_knock.Calls);
    }

    [Fact]
    public async Task A_workflows_key_cannot_leave_its_place_in_the_path()
    {
        Says("""{"workflow_run_id":"run-1"}""");
        await _knock.Port.Trigger(Notice with { Workflow = "a/b?c" }, "k", default);
        Assert.Equal("/under/v1/workflows/a%2Fb%3Fc/trigger", _knock.Calls[0].Request.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task What_cannot_be_triggered_is_never_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _knock.Port.Trigger(Notice with { Recipients = [] }, "k", default));
        await Assert.ThrowsAsync<ArgumentException>(() => _knock.Port.Trigger(Notice with { Recipients = [.. Enumerable.Repeat(Ada, 1001)] }, "k", default));
        await Assert.ThrowsAsync<ArgumentException>(() => _knock.Port.Trigger(Notice, "", default));
        await Assert.ThrowsAsync<ArgumentException>(() => _knock.Port.Trigger(Notice, "a\nb", default));
        Assert.Empty(_knock.Calls);
    }

    [Fact]
    public async Task Every_call_tells_the_four_reasons_apart()
    {
        await _knock.TellsReasonsApart(() => _knock.Port.Trigger(Notice, "k", default));
        await _knock.TellsReasonsApart(() => _knock.Port.Cancel("w", "k", null, default));
        await _knock.TellsReasonsApart(() => _knock.Port.Identify(new NotifiedPerson(Ada, "A", null, null), default));
        await _knock.TellsReasonsApart(() => _knock.Port.GetPreferences(Ada, default));
        await _knock.TellsReasonsApart(() => _knock.Port.SetPreferences(Ada, new Dictionary<string, bool>(), default));
        await _knock.TellsReasonsApart(() => _knock.Port.Forget(Ada, default), missingIsFine: true);
    }

    [Fact]
    public async Task Whoever_is_forgotten_already_is_forgotten()
    {
        _knock.Answer = () => SdkHouse<INotificationService>.Says(HttpStatusCode.NotFound);
        await _knock.Port.Forget(Ada, default);
        Assert.Single(_knock.Calls);
    }

    public void Dispose() => _knock.Dispose();

    private void Says(string body) => _knock.Answer = () => SdkHouse<INotificationService>.Says(HttpStatusCode.OK, body);

    /// <summary>Who stood there before; only its feed may be asked for.</summary>
    private sealed class FeedOverRest : INotificationService
    {
        public Task<FeedPage> Feed(Guid person, int max, string? before, CancellationToken ct) => Task.FromResult(new FeedPage([], max, 0, before));

        public Task Identify(NotifiedPerson person, CancellationToken ct) => throw new NotSupportedException();

        public Task Forget(Guid person, CancellationToken ct) => throw new NotSupportedException();

        public Task<string> Trigger(Notification notification, string idempotencyKey, CancellationToken ct) => throw new NotSupportedException();

        public Task Cancel(string workflow, string cancellationKey, IReadOnlyList<Guid>? recipients, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, bool>> GetPreferences(Guid person, CancellationToken ct) => throw new NotSupportedException();

        public Task SetPreferences(Guid person, IReadOnlyDictionary<string, bool> wanted, CancellationToken ct) => throw new NotSupportedException();
    }
}
