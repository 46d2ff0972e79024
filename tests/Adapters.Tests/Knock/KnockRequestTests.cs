using System.Net;
using System.Text.Json;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Notifications;

namespace Webinars.Adapters.Tests.Knock;

/// <summary>Every request that the adapter sends, against the vendor's contract and what its official clients were seen to send.</summary>
public class KnockRequestTests
{
    /// <summary>The setting <c>Knock:Client</c>.</summary>
    protected virtual string Client => "Rest";

    [Fact]
    public async Task Every_request_fits_the_contract()
    {
        using var knock = Knock();
        await KnockCalls.Everything(knock.Notifications);
        Assert.Equal(
            [
                "PUT /v1/users/{user_id}", "DELETE /v1/users/{user_id}", "POST /v1/workflows/{key}/trigger", "POST /v1/workflows/{key}/cancel",
                "GET /v1/users/{user_id}/feeds/{id}", "GET /v1/users/{user_id}/preferences/{id}", "PUT /v1/users/{user_id}/preferences/{id}",
            ],
            knock.Calls.Select(Template));
        Assert.All(knock.Calls, call => Contract.Knock.Request(call.Method, call.Path, call.Body));
    }

    [Fact]
    public async Task The_calls_are_those_of_the_official_clients_as_far_as_these_were_recorded()
    {
        using var knock = Knock();
        await KnockCalls.Everything(knock.Notifications);
        var official = Recording.Read("knock-dotnet", "knock-node").Select(one => one.Call(Contract.Knock)).ToHashSet();
        Assert.Equal(["DELETE /v1/users/{user_id}", "GET /v1/users/{user_id}/preferences/{id}"], knock.Calls.Select(Template).Where(call => !official.Contains(call)));
    }

    [Fact]
    public async Task A_trigger_says_all_that_was_wanted_and_nothing_that_was_not()
    {
        using var knock = Knock();
        await knock.Notifications.Trigger(KnockCalls.Notice, "live:42", default);
        await knock.Notifications.Trigger(new Notification("webinar-live", [KnockCalls.Person], new Dictionary<string, object>()), "live:43", default);
        Same(
            $$"""
            {"recipients":["{{KnockCalls.Notice.Recipients[0]}}","{{KnockCalls.Notice.Recipients[1]}}"],"data":{"title":"SENTINEL-TITLE","number":42,"flag":true},
             "actor":"{{KnockCalls.Notice.Actor}}","tenant":"acme","cancellation_key":"w-42"}
            """,
            knock.Calls[0].Body);
        Same($$$"""{"recipients":["{{{KnockCalls.Person}}}"],"data":{}}""", knock.Calls[1].Body);
        Assert.Equal(["live:42", "live:43"], knock.Calls.Select(call => call.Headers["Idempotency-Key"]));
    }

    [Fact]
    public async Task Who_somebody_is_replaces_what_was_known_and_stands_in_the_body_alone()
    {
        using var knock = Knock();
        await knock.Notifications.Identify(new NotifiedPerson(KnockCalls.Person, "Zoë", null, "https://img.example/1"), default);
        Same("""{"name":"Zoë","email":null,"avatar":"https://img.example/1"}""", knock.Calls[0].Body);
        Assert.Equal($"/v1/users/{KnockCalls.Person:D}", knock.Calls[0].Path);
    }

    [Fact]
    public async Task Every_request_says_who_asks_and_no_address_holds_what_is_sent()
    {
        using var knock = Knock();
        await KnockCalls.Everything(knock.Notifications);
        Assert.All(knock.Calls, call =>
        {
            Assert.Equal("Bearer sk_SENTINEL-SECRET", call.Headers["Authorization"]);
            Assert.Matches(Client == "Rest" || call.Path.Contains("/feeds/", StringComparison.Ordinal) ? "^webinars/" : "^knock-dotnet/", call.Headers["User-Agent"]);
            Assert.Equal(call.Path.Contains("/feeds/", StringComparison.Ordinal), call.Path.Contains('?', StringComparison.Ordinal));
            Assert.DoesNotContain("sentinel", call.Path, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(call.Path.EndsWith("/trigger", StringComparison.Ordinal), call.Headers.ContainsKey("Idempotency-Key"));
        });
    }

    [Fact]
    public async Task Keys_and_cursors_cannot_leave_their_place_in_the_path()
    {
        using var knock = Knock();
        await knock.Notifications.Trigger(KnockCalls.Notice with { Workflow = "a/b?c d" }, "key", default);
        await knock.Notifications.Feed(KnockCalls.Person, 5, "x&status=all", default);
        Assert.Equal("/v1/workflows/a%2Fb%3Fc%20d/trigger", knock.Calls[0].Path);
        Assert.EndsWith("&page_size=5&after=x%26status%3Dall", knock.Calls[1].Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(0, false)]
    [InlineData(1001, false)]
    public async Task One_trigger_reaches_one_to_a_thousand_people(int recipients, bool sent)
    {
        using var knock = Knock();
        var many = KnockCalls.Notice with { Recipients = [.. Enumerable.Range(0, recipients).Select(_ => Guid.NewGuid())] };
        await Limited(knock, many, "key", sent);
    }

    [Theory]
    [InlineData(1, 'k', true)]
    [InlineData(255, '~', true)]
    [InlineData(0, 'k', false)]
    [InlineData(256, 'k', false)]
    [InlineData(3, ' ', false)]
    [InlineData(3, '\n', false)]
    [InlineData(3, 'é', false)]
    public async Task An_idempotency_key_is_one_to_255_visible_characters(int length, char letter, bool sent)
    {
        using var knock = Knock();
        await Limited(knock, KnockCalls.Notice, new string(letter, length), sent);
    }

    [Fact]
    public async Task Nothing_that_is_logged_holds_a_key_a_name_or_a_text_whatever_the_vendor_answers()
    {
        using var knock = Knock();
        await KnockCalls.Everything(knock.Notifications);
        knock.Answer = _ => KnockAdapter.Says(HttpStatusCode.BadRequest, """{"message":"SENTINEL-ANSWER"}""");
        var error = await Assert.ThrowsAsync<VendorException>(() => knock.Notifications.Trigger(KnockCalls.Notice, "key", default));
        Assert.Contains("webinar-live", knock.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("sentinel", knock.Log + error, StringComparison.OrdinalIgnoreCase);
    }

    private KnockAdapter Knock() => new(("Knock:Client", Client));

    private static string Template(VendorAdapter.Call call) => $"{call.Method} {Contract.Knock.Template(call.Method, call.Path)}";

    private static async Task Limited(KnockAdapter knock, Notification notification, string key, bool sent)
    {
        if (sent)
        {
            await knock.Notifications.Trigger(notification, key, default);
            Assert.Single(knock.Calls);
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>(() => knock.Notifications.Trigger(notification, key, default));
            Assert.Empty(knock.Calls);
        }
    }

    private static void Same(string expected, string sent) => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(sent)), sent);
}
