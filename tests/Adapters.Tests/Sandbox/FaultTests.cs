using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Webinars.Adapters.Tests.Contracts;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>A vendor's own routes fail as told, over a real socket; nothing else does.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private MuxTestHost _sandbox = null!;

    public static TheoryData<string> Vendors => ["mux", "clerk", "resend", "knock"];

    public async ValueTask InitializeAsync() => _sandbox = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Down_breaks_the_connection_until_it_is_switched_off(string vendor)
    {
        await _sandbox.FaultAsync(new { vendor, kind = "down" });
        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(vendor));
        await _sandbox.FaultAsync(new { vendor, kind = "none" });
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(vendor)).Status);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Down_breaks_what_is_under_way_too(string vendor)
    {
        await _sandbox.FaultAsync(new { vendor, kind = "slow" });
        var call = CallAsync(vendor);
        await _sandbox.FaultAsync(new { vendor, kind = "down" });
        await Assert.ThrowsAsync<HttpRequestException>(() => call.WaitAsync(TimeSpan.FromSeconds(20), MuxTestHost.Cancelled));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Slow_answers_after_three_seconds_at_the_earliest_and_rightly(string vendor)
    {
        await _sandbox.FaultAsync(new { vendor, kind = "slow" });
        var began = _sandbox.Clock.GetUtcNow();
        var call = CallAsync(vendor);
        await MuxTestHost.UntilAsync(
            () =>
            {
                _sandbox.Clock.Advance(TimeSpan.FromSeconds(0.5));
                return Task.FromResult(call.IsCompleted);
            },
            "the slow answer");
        Assert.Equal(HttpStatusCode.OK, (await call).Status);
        Assert.True(_sandbox.Clock.GetUtcNow() - began >= TimeSpan.FromSeconds(3), $"It took {_sandbox.Clock.GetUtcNow() - began}.");
    }

    [Theory]
    [InlineData("mux", "429", """{"errors":["Too many requests, retry later."]}""")]
    [InlineData("mux", "500", """{"error":{"type":"internal_server_error","messages":["An unexpected error occurred."]}}""")]
    [InlineData("clerk", "429", "too_many_requests")]
    [InlineData("clerk", "500", "internal_clerk_error")]
    [InlineData("resend", "429", "rate_limit_exceeded")]
    [InlineData("resend", "500", "internal_server_error")]
    [InlineData("knock", "429", "rate_limit_exceeded")]
    [InlineData("knock", "500", "internal_server_error")]
    public async Task Errors_are_in_the_vendors_own_words(string vendor, string kind, string said)
    {
        await _sandbox.FaultAsync(new { vendor, kind });
        var (status, body, retryAfter) = await CallAsync(vendor);
        Assert.Equal(kind, $"{(int)status}");
        Assert.Equal(said, Said(vendor, body));
        Assert.Equal(kind == "429", retryAfter?.Delta > TimeSpan.Zero);
        await _sandbox.FaultAsync(new { vendor, kind, probability = 0 });
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(vendor)).Status);
    }

    [Fact]
    public async Task A_lost_answer_was_carried_out()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "lost-answer" });
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.CreateStreamAsync());
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "none" });
        Assert.Single((await _sandbox.SendAsync(HttpMethod.Get, "video/v1/live-streams")).EnumerateArray());
    }

    [Fact]
    public async Task While_down_nothing_is_carried_out()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "down" });
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.CreateStreamAsync());
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "none" });
        Assert.Empty((await _sandbox.SendAsync(HttpMethod.Get, "video/v1/live-streams")).EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Its_errors_have_the_form_that_the_vendors_document_or_clients_know(string vendor)
    {
        foreach (var (kind, status) in new[] { ("429", 429), ("500", 500) })
        {
            await _sandbox.FaultAsync(new { vendor, kind });
            var (_, body, _) = await CallAsync(vendor);
            await _sandbox.FaultAsync(new { vendor, kind = "none" });
            var json = JsonElement.Parse(body);
            switch (vendor)
            {
                case "mux" when status == 429:
                    // Not as the document says, but as people have reported it.
                    Assert.Equal(JsonValueKind.String, Assert.Single(json.GetProperty("errors").EnumerateArray()).ValueKind);
                    break;
                case "mux":
                    Contract.Mux.Answer("GET", "/video/v1/assets", status, body);
                    break;
                case "clerk":
                    Contract.Clerk.Answer("GET", "/users", status, body);
                    break;
                case "knock":
                    // The document names one kind of error alone; its clients read the same members of all.
                    Contract.Knock.Value("AuthenticationError", json);
                    Assert.Equal(status, json.GetProperty("status").GetInt32());
                    break;
                default:
                    // The document describes none. Both of its clients read these three.
                    Assert.Equal(["statusCode", "name", "message"], json.EnumerateObject().Select(x => x.Name));
                    Assert.Equal(status, json.GetProperty("statusCode").GetInt32());
                    break;
            }
        }
    }

    [Fact]
    public async Task A_letter_whose_answer_was_lost_is_not_sent_twice_under_the_same_key()
    {
        await _sandbox.FaultAsync(new { vendor = "resend", kind = "lost-answer" });
        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync("resend", "once"));
        await _sandbox.FaultAsync(new { vendor = "resend", kind = "none" });
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("resend", "once")).Status);
        Assert.Single((await _sandbox.JsonAsync("/sandbox/resend/inbox")).EnumerateArray());
    }

    [Fact]
    public async Task While_it_is_down_no_letter_is_taken()
    {
        await _sandbox.FaultAsync(new { vendor = "resend", kind = "down" });
        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync("resend"));
        Assert.Empty((await _sandbox.JsonAsync("/sandbox/resend/inbox")).EnumerateArray());
    }

    [Fact]
    public async Task A_vendor_that_is_down_takes_none_of_the_others_with_it()
    {
        foreach (var down in Vendors)
        {
            await _sandbox.FaultAsync(new { vendor = down.Data, kind = "down" });
            foreach (var other in Vendors.Where(x => x.Data != down.Data))
            {
                Assert.Equal(HttpStatusCode.OK, (await CallAsync(other.Data)).Status);
            }

            await _sandbox.FaultAsync(new { vendor = down.Data, kind = "none" });
        }
    }

    [Fact]
    public async Task A_vendor_that_is_down_takes_neither_the_other_nor_the_page_nor_playback_with_it()
    {
        var (stream, _) = await _sandbox.BroadcastAsync(12, new { playback_policies = new[] { "public" } });
        var playback = await _sandbox.PlaybackIdAsync($"live-streams/{stream}");
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "down" });
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("clerk")).Status);
        await _sandbox.EncoderAsync(stream, on: false);
        foreach (var path in new[] { "/sandbox", "/sandbox/mux/state", "/sandbox/mux/webhooks", "/sandbox/faults", $"/sandbox/mux/stream/{playback}.m3u8" })
        {
            using var answer = await _sandbox.Http.GetAsync(path, MuxTestHost.Cancelled);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/sandbox/clerk/v1/environment")]
    [InlineData("/sandbox/clerk/.well-known/jwks.json")]
    public async Task What_browsers_ask_fails_too(string path)
    {
        await _sandbox.FaultAsync(new { vendor = "clerk", kind = "500" });
        using var answer = await _sandbox.Http.GetAsync(path, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await _sandbox.PeopleAsync(1);
        await _sandbox.JsonAsync("/sandbox/clerk/state");
    }

    [Fact]
    public async Task A_fault_with_a_probability_strikes_sometimes()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "500", probability = 0.5 });
        var seen = new HashSet<HttpStatusCode>();
        for (var call = 0; call < 64; call++)
        {
            seen.Add((await CallAsync("mux")).Status);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.InternalServerError], seen.Order());
    }

    [Fact]
    public async Task Seconds_run_out()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "429", seconds = 30 });
        await _sandbox.FaultAsync(new { vendor = "mux", kind = "late-webhook" });
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await CallAsync("mux")).Status);
        Assert.Equal([("429", 1d), ("late-webhook", null)], await OnAsync());
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("mux")).Status);
        Assert.Equal([("late-webhook", null)], await OnAsync());

        async Task<IEnumerable<(string, double?)>> OnAsync() => (await _sandbox.JsonAsync("/sandbox/faults")).GetProperty("on").EnumerateArray()
            .Select(x => (x.Text("kind"), x.GetProperty("secondsLeft").ValueKind == JsonValueKind.Null ? (double?)null : x.GetProperty("secondsLeft").GetDouble()));
    }

    [Theory]
    [InlineData("nonsense", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("""{"kind":"down"}""", "vendor must be one of")]
    [InlineData("""{"vendor":"acme","kind":"down"}""", "vendor must be one of")]
    [InlineData("""{"vendor":"mux"}""", "kind must be one of")]
    [InlineData("""{"vendor":"mux","kind":"up"}""", "kind must be one of")]
    [InlineData("""{"vendor":"mux","kind":["down"]}""", "kind must be one of")]
    [InlineData("""{"vendor":"mux","kind":"down","probability":1.1}""", "probability")]
    [InlineData("""{"vendor":"mux","kind":"down","probability":"often"}""", "probability")]
    [InlineData("""{"vendor":"mux","kind":"down","seconds":0}""", "seconds")]
    [InlineData("""{"vendor":"mux","kind":"down","seconds":1e300}""", "seconds")]
    [InlineData("""{"vendor":"mux","kind":"down","second":5}""", "no field second")]
    [InlineData("""{"vendor":"mux","kind":"down","kind":"slow"}""", "JSON")]
    public async Task A_bad_wish_is_refused_with_a_reason_and_switches_nothing(string wish, string reason)
    {
        using var body = new StringContent(wish, Encoding.UTF8, "application/json");
        using var answer = await _sandbox.Http.PostAsync("/sandbox/faults", body, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, JsonElement.Parse(await answer.Content.ReadAsStringAsync(MuxTestHost.Cancelled)).Text("detail"), StringComparison.Ordinal);
        Assert.Empty((await _sandbox.JsonAsync("/sandbox/faults")).GetProperty("on").EnumerateArray());
    }

    [Fact]
    public async Task A_status_may_be_a_number()
    {
        await _sandbox.FaultAsync(new { vendor = "mux", kind = 429 });
        Assert.Equal(HttpStatusCode.TooManyRequests, (await CallAsync("mux")).Status);
    }

    /// <summary>What tells the vendor's errors apart; or all of it.</summary>
    private static string Said(string vendor, string body) => vendor switch
    {
        "clerk" => JsonElement.Parse(body).GetProperty("errors")[0].Text("code"),
        "resend" => JsonElement.Parse(body).Text("name"),
        "knock" => JsonElement.Parse(body).Text("code"),
        _ => body,
    };

    /// <summary>A call that is good whenever the vendor is, as the product's side would make it.</summary>
    private async Task<(HttpStatusCode Status, string Body, RetryConditionHeaderValue? RetryAfter)> CallAsync(string vendor, string? idempotency = null)
    {
        var (address, key) = vendor switch
        {
            "mux" => ("/video/v1/assets", null),
            "clerk" => ("/users", "Clerk:SecretKey"),
            "resend" => ("/emails", "Resend:ApiKey"),
            _ => ("/v1/users", "Knock:ApiKey"),
        };
        using var request = new HttpRequestMessage(vendor == "resend" ? HttpMethod.Post : HttpMethod.Get, _sandbox.Settings[$"{char.ToUpperInvariant(vendor[0])}{vendor[1..]}:BaseUrl"] + address);
        request.Headers.Authorization = key is null ? _sandbox.Api.DefaultRequestHeaders.Authorization : new("Bearer", _sandbox.Settings[key]);
        request.Headers.UserAgent.ParseAdd("tests/1.0");
        if (idempotency is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotency);
        }

        request.Content = vendor == "resend" ? new StringContent(ResendApp.Small, Encoding.UTF8, "application/json") : null;
        using var response = await _sandbox.Http.SendAsync(request, MuxTestHost.Cancelled);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(MuxTestHost.Cancelled), response.Headers.RetryAfter);
    }
}
