using System.Net;
using System.Text.Json;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Mail;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>Letters through Resend's package.</summary>
public sealed class ResendSdkTests : IDisposable
{
    private const string Id = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794";
    private const string Sent = $$"""{"id":"{{Id}}"}""";
    private static readonly DateTimeOffset At = new(2026, 1, 1, 11, 30, 0, TimeSpan.FromHours(2));
    private static readonly Email Letter = new() { To = "ada@example.com", Subject = "Soon", Html = "<p>Soon</p>", Text = "Soon" };

    /// <summary>Nothing here goes over REST.</summary>
    private readonly SdkHouse<IEmailService> _resend = new("Resend", "https://mail.example/under/", null!);

    [Fact]
    public async Task A_letter_is_sent_with_all_that_it_says_under_the_path_of_the_address()
    {
        _resend.Answer = () => SdkHouse<IEmailService>.Says(HttpStatusCode.OK, Sent);
        var letter = Letter with
        {
            ReplyTo = "host@example.com",
            Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://x.example/u>" },
            Attachments = [new EmailAttachment("invite.ics", "text/calendar; charset=utf-8; method=REQUEST", "BEGIN:VCALENDAR"u8.ToArray())],
            Tags = new Dictionary<string, string> { ["webinar"] = "w_42" },
            SendAt = At,
        };
        Assert.Equal(Id, await _resend.Port.Send(letter, "reminder/42", default));
        var (request, body) = Assert.Single(_resend.Calls);
        Assert.Equal("POST https://mail.example/under/emails", $"{request.Method} {request.RequestUri}");
        Assert.Equal(("Bearer SENTINEL-KEY", "reminder/42"), ($"{request.Headers.Authorization}", request.Headers.GetValues("Idempotency-Key").Single()));
        Assert.NotEmpty(request.Headers.UserAgent);
        var expected = JsonElement.Parse("""
            {"from":"Webinars <events@example.com>","to":["ada@example.com"],"subject":"Soon","html":"<p>Soon</p>","text":"Soon","reply_to":["host@example.com"],
             "headers":{"List-Unsubscribe":"<https://x.example/u>"},"tags":[{"name":"webinar","value":"w_42"}],"scheduled_at":"2026-01-01T09:30:00Z",
             "attachments":[{"filename":"invite.ics","content":"QkVHSU46VkNBTEVOREFS","content_type":"text/calendar; charset=utf-8; method=REQUEST"}]}
            """);
        Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(body)), body);
    }

    [Fact]
    public async Task A_letter_that_says_little_sends_nothing_else()
    {
        _resend.Answer = () => SdkHouse<IEmailService>.Says(HttpStatusCode.OK, Sent);
        await _resend.Port.Send(Letter, "k", default);
        Assert.Equal(["from", "html", "subject", "text", "to"], JsonElement.Parse(_resend.Calls[0].Body).EnumerateObject().Select(member => member.Name).Order());
    }

    [Fact]
    public async Task A_batch_is_all_or_nothing_and_keeps_its_order()
    {
        _resend.Answer = () => SdkHouse<IEmailService>.Says(HttpStatusCode.OK, $$"""{"data":[{"id":"{{Id}}"},{"id":"{{new Guid()}}"}]}""");
        Assert.Equal([Id, $"{new Guid()}"], await _resend.Port.SendBatch([Letter, Letter with { To = "second@example.com" }], "batch/1", default));
        var (request, body) = Assert.Single(_resend.Calls);
        Assert.Equal("https://mail.example/under/emails/batch", $"{request.RequestUri}");
        Assert.Equal(("batch/1", "strict"), (request.Headers.GetValues("Idempotency-Key").Single(), request.Headers.GetValues("x-batch-validation").Single()));
        Assert.Equal(["ada@example.com", "second@example.com"], JsonElement.Parse(body).EnumerateArray().Select(one => one.GetProperty("to")[0].GetString()));
    }

    [Fact]
    public async Task What_no_batch_may_hold_is_never_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _resend.Port.SendBatch([], "k", default));
        await Assert.ThrowsAsync<ArgumentException>(() => _resend.Port.SendBatch([.. Enumerable.Repeat(Letter, 101)], "k", default));
        await Assert.ThrowsAsync<ArgumentException>(() => _resend.Port.SendBatch([Letter with { SendAt = At }], "k", default));
        await Assert.ThrowsAsync<ArgumentException>(() => _resend.Port.SendBatch([Letter with { Attachments = [new EmailAttachment("a", "text/plain", default)] }], "k", default));
        Assert.Empty(_resend.Calls);
    }

    [Fact]
    public async Task A_letter_that_waits_is_put_off_and_called_back()
    {
        await _resend.Port.Reschedule(Id, At, default);
        await _resend.Port.Cancel(Id, default);
        Assert.Equal(
            [$"PATCH /under/emails/{Id}", $"POST /under/emails/{Id}/cancel"], _resend.Calls.Select(call => $"{call.Request.Method} {call.Request.RequestUri!.PathAndQuery}"));
        Assert.Equal("2026-01-01T09:30:00Z", JsonElement.Parse(_resend.Calls[0].Body).Text("scheduled_at"));
    }

    [Theory]
    [InlineData("delivered", EmailState.Delivered)]
    [InlineData("canceled", EmailState.Cancelled)]
    [InlineData("delivery_delayed", EmailState.Delayed)]
    [InlineData("queued", null)]
    [InlineData("a_state_of_tomorrow", null)]
    public async Task What_became_of_a_letter_is_told_as_far_as_it_has_a_name(string said, EmailState? state)
    {
        _resend.Answer = () => SdkHouse<IEmailService>.Says(
            HttpStatusCode.OK, $$"""{"object":"email","id":"{{Id}}","to":["a@example.com"],"from":"b@example.com","created_at":"2026-04-03T22:13:42.674981+00:00","subject":"x","last_event":"{{said}}"}""");
        Assert.Equal(state, await _resend.Port.Get(Id, default));
    }

    [Fact]
    public async Task An_id_that_cannot_be_the_vendors_is_one_that_it_does_not_know()
    {
        foreach (var call in new Func<Task>[] { () => _resend.Port.Get("../x", default), () => _resend.Port.Cancel("x", default), () => _resend.Port.Reschedule("x", At, default) })
        {
            Assert.IsType<VendorFailure.NotFound>((await Assert.ThrowsAsync<VendorException>(call)).Failure);
        }

        Assert.Empty(_resend.Calls);
    }

    [Fact]
    public async Task Every_call_tells_the_four_reasons_apart_whatever_the_vendor_names_them()
    {
        await _resend.TellsReasonsApart(() => _resend.Port.Send(Letter, "k", default));
        await _resend.TellsReasonsApart(() => _resend.Port.SendBatch([Letter], "k", default));
        await _resend.TellsReasonsApart(() => _resend.Port.Cancel(Id, default));
        await _resend.TellsReasonsApart(() => _resend.Port.Reschedule(Id, At, default));
        await _resend.TellsReasonsApart(() => _resend.Port.Get(Id, default));
    }

    [Theory]
    [InlineData("""{"statusCode":409,"name":"concurrent_idempotent_requests","message":"SENTINEL-TEXT"}""", true)]
    [InlineData("""{"statusCode":409,"name":"invalid_idempotent_request","message":"SENTINEL-TEXT"}""", false)]
    [InlineData("""{"statusCode":409,"name":"a_name_of_tomorrow","message":"SENTINEL-TEXT"}""", false)]
    public async Task A_conflict_is_one_of_two_things(string body, bool again)
    {
        _resend.Answer = () => SdkHouse<IEmailService>.Says(HttpStatusCode.Conflict, body);
        var error = await Assert.ThrowsAsync<VendorException>(() => _resend.Port.Send(Letter, "k", default));
        Assert.Equal(again ? new VendorFailure.Transient() : new VendorFailure.Rejected(409), error.Failure);
        Assert.DoesNotContain("SENTINEL", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_an_id_of_the_vendors_kind_is_none()
    {
        _resend.Answer = () => SdkHouse<IEmailService>.Says(HttpStatusCode.OK, """{"id":"letter-1"}""");
        Assert.IsType<VendorFailure.Transient>((await Assert.ThrowsAsync<VendorException>(() => _resend.Port.Send(Letter, "k", default))).Failure);
    }

    [Fact]
    public async Task Who_gives_up_is_not_told_of_a_failure()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _resend.Port.Send(Letter, "k", given.Token));
    }

    public void Dispose() => _resend.Dispose();
}
