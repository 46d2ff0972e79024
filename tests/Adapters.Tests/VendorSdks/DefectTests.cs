using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Clerk.BackendAPI;
using Clerk.BackendAPI.Models.Errors;
using Clerk.BackendAPI.Utils;
using Clerk.BackendAPI.Utils.Retries;
using Knock;
using Mux.Csharp.Sdk.Api;
using Mux.Csharp.Sdk.Client;
using Mux.Csharp.Sdk.Model;
using Resend;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>What the packages get wrong when they are left to themselves. One that fails here is good news: what we do against it can go.</summary>
public sealed class DefectTests : IDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> _calls = new();
    private readonly LoopbackVendor _vendor;
    private Func<HttpResponseMessage> _answer = () => Says(HttpStatusCode.OK, "{}");

    public DefectTests() => _vendor = new LoopbackVendor((_, path, body) =>
    {
        _calls.Enqueue((path, body));
        return _answer();
    });

    [Fact]
    public async Task Mux_calls_silence_a_success()
    {
        _answer = () => throw new HttpRequestException();
        Assert.Null(await Streams().GetLiveStreamAsync("LS1"));
        await Streams().DeleteLiveStreamAsync("LS1");
        Assert.Equal(0, (int)(await Streams().DeleteLiveStreamWithHttpInfoAsync("LS1")).StatusCode);
    }

    [Fact]
    public async Task Mux_reads_nothing_of_an_answer_with_a_word_that_it_does_not_know()
    {
        _answer = () => Says(HttpStatusCode.OK, """{"data":{"id":"LS1","status":"some_new_status"}}""");
        Assert.Null(await Streams().GetLiveStreamAsync("LS1"));
    }

    [Fact]
    public async Task Mux_does_not_say_zero_and_says_what_nobody_told_it()
    {
        await Streams().CreateLiveStreamAsync(new CreateLiveStreamRequest(reconnectWindow: 0));
        await Streams().UpdateLiveStreamAsync("LS1", new UpdateLiveStreamRequest(passthrough: "x"));
        var (made, changed) = (Body(0), Body(1));
        Assert.False(made.TryGetProperty("reconnect_window", out _));
        Assert.Equal((60, 43200), (changed.GetProperty("reconnect_window").GetDouble(), changed.GetProperty("max_continuous_duration").GetInt32()));
    }

    [Fact]
    public void Mux_knows_captions_in_English_only() =>
        Assert.Equal(["En", "EnUS"], Enum.GetNames<LiveStreamGeneratedSubtitleSettings.LanguageCodeEnum>());

    [Fact]
    public async Task Mux_puts_what_was_answered_into_the_text_of_its_exception()
    {
        _answer = () => Says(HttpStatusCode.BadRequest, """{"stream_key":"SENTINEL"}""");
        Assert.Contains("SENTINEL", (await Assert.ThrowsAsync<ApiException>(() => Streams().GetLiveStreamAsync("LS1"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clerk_repeats_what_failed_for_as_long_as_it_is_let()
    {
        _answer = () => Says(HttpStatusCode.InternalServerError, "{}");
        _ = Clerk(null).Users.GetAsync("user_1");
        await Sandbox.MuxTestHost.UntilAsync(() => Task.FromResult(_calls.Count >= 2), "the second attempt");
        var before = _calls.Count;
        await Assert.ThrowsAsync<SDKError>(() => Clerk(new RetryConfig(RetryConfig.RetryStrategy.NONE)).Users.GetAsync("user_2"));
        Assert.Single(_calls, call => call.Path.EndsWith("user_2", StringComparison.Ordinal));
        Assert.True(before >= 2);
    }

    [Fact]
    public async Task Clerk_reads_nobody_who_signs_in_in_a_way_that_it_does_not_know()
    {
        _answer = () => Says(HttpStatusCode.OK, """{"id":"user_1","object":"user","email_addresses":[{"id":"idn_1","object":"email_address","email_address":"SENTINEL","verification":{"strategy":"by_telepathy"}}]}""");
        var error = await Assert.ThrowsAsync<ResponseValidationException>(() => Clerk(new RetryConfig(RetryConfig.RetryStrategy.NONE)).Users.GetAsync("user_1"));
        Assert.Contains("SENTINEL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clerk_takes_no_token_to_give_a_call_up_by() =>
        Assert.DoesNotContain(typeof(IUsers).GetMethods().SelectMany(method => method.GetParameters()), parameter => parameter.ParameterType == typeof(CancellationToken));

    [Fact]
    public async Task Resend_drops_the_path_of_its_address()
    {
        _answer = () => Says(HttpStatusCode.OK, """{"id":"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}""");
        await Resend("/under").EmailSendAsync(new EmailMessage { From = "a@example.com", To = "b@example.com" });
        Assert.Equal("/emails", _calls.Single().Path);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "<html>")]
    [InlineData(HttpStatusCode.TooManyRequests, """{"statusCode":429,"name":"a_name_of_tomorrow","message":"x"}""")]
    public async Task Resend_calls_a_failure_that_passes_one_that_stays(HttpStatusCode status, string body)
    {
        _answer = () => Says(status, body);
        var error = await Assert.ThrowsAsync<ResendException>(() => Resend("").EmailCancelAsync(Guid.Empty));
        Assert.Equal((ErrorType.Deserialization, false), (error.ErrorType, error.IsTransient));
    }

    [Fact]
    public async Task Resend_fails_at_a_letter_that_was_sent_when_it_cannot_read_how_often_it_may_send()
    {
        _answer = () =>
        {
            var answer = Says(HttpStatusCode.OK, """{"id":"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}""");
            answer.Headers.Add("ratelimit-remaining", "none");
            return answer;
        };
        await Assert.ThrowsAsync<FormatException>(() => Resend("").EmailSendAsync(new EmailMessage { From = "a@example.com", To = "b@example.com" }));
    }

    [Fact]
    public async Task Resend_makes_up_an_id_where_an_answer_holds_none() =>
        Assert.Equal(Guid.Empty, (await Resend("").EmailSendAsync(new EmailMessage { From = "a@example.com", To = "b@example.com" })).Content);

    [Fact]
    public async Task Knock_sends_something_with_a_delete()
    {
        await Knock().Users.Delete("u");
        Assert.NotEmpty(_calls.Single().Body);
    }

    [Fact]
    public async Task Knock_copies_names_and_addresses_into_the_address_and_leaves_ids_as_they_are()
    {
        await Knock().Users.Identify("org/1", new Dictionary<string, object> { ["name"] = "SENTINEL" });
        Assert.Equal("/v1/users/org/1?name=SENTINEL", _calls.Single().Path);
    }

    [Fact]
    public async Task Knock_keeps_nothing_of_an_error_but_its_status()
    {
        _answer = () =>
        {
            var answer = Says(HttpStatusCode.TooManyRequests, """{"code":"x"}""");
            answer.Headers.Add("Retry-After", "7");
            return answer;
        };
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => Knock().Users.Get("u"));
        Assert.Equal((HttpStatusCode.TooManyRequests, null), (error.StatusCode, error.InnerException));
    }

    [Fact]
    public void Knock_knows_no_feed() => Assert.DoesNotContain(typeof(UsersResource).GetMethods(), method => method.Name.Contains("Feed", StringComparison.Ordinal));

    public void Dispose() => _vendor.Dispose();

    private static HttpResponseMessage Says(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, null, "application/json") };

    private JsonElement Body(int call) => JsonElement.Parse(_calls.ElementAt(call).Body);

    private LiveStreamsApi Streams() => new(new Configuration { BasePath = _vendor.Url, Username = "u", Password = "p" });

    private ClerkBackendApi Clerk(RetryConfig? retries) => new(bearerAuth: "k", serverUrl: _vendor.Url, client: new SpeakeasyHttpClient(), retryConfig: retries);

    private IResend Resend(string path) => ResendClient.Create(new ResendClientOptions { ApiUrl = _vendor.Url + path, ApiToken = "k" }, new HttpClient());

    private KnockClient Knock() => new(new KnockOptions { ApiKey = "k", ApiBaseURL = _vendor.Url + "/v1" });
}
