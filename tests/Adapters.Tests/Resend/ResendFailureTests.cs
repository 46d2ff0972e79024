using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Webinars.Adapters.Tests.Resend;

/// <summary>The four reasons for which a call was not done, for every call.</summary>
public class ResendFailureTests
{
    /// <summary>The setting <c>Resend:Client</c>.</summary>
    protected virtual string Client => "Rest";

    private static readonly Dictionary<string, Func<ResendAdapter, CancellationToken, Task>> Calls = new()
    {
        ["send"] = (resend, ct) => resend.Emails.Send(ResendAdapter.Full, "key", ct),
        ["batch"] = (resend, ct) => resend.Emails.SendBatch([ResendAdapter.Small], "key", ct),
        ["cancel"] = (resend, ct) => resend.Emails.Cancel(ResendAdapter.Id, ct),
        ["reschedule"] = (resend, ct) => resend.Emails.Reschedule(ResendAdapter.Id, DateTimeOffset.UnixEpoch, ct),
        ["get"] = (resend, ct) => resend.Emails.Get(ResendAdapter.Id, ct),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_tells_the_four_reasons_apart(string name)
    {
        using var resend = Resend();
        foreach (var (status, error, failure) in new (HttpStatusCode, string, VendorFailure)[]
        {
            (HttpStatusCode.NotFound, "not_found", new VendorFailure.NotFound()),
            (HttpStatusCode.InternalServerError, "internal_server_error", new VendorFailure.Transient()),
            (HttpStatusCode.BadGateway, "application_error", new VendorFailure.Transient()),
            (HttpStatusCode.Conflict, "concurrent_idempotent_requests", new VendorFailure.Transient()),
            (HttpStatusCode.Conflict, "invalid_idempotent_request", new VendorFailure.Rejected(409)),
            (HttpStatusCode.BadRequest, "invalid_idempotency_key", new VendorFailure.Rejected(400)),
            (HttpStatusCode.Unauthorized, "missing_api_key", new VendorFailure.Rejected(401)),
            (HttpStatusCode.Forbidden, "invalid_api_key", new VendorFailure.Rejected(403)),
            (HttpStatusCode.UnprocessableEntity, "a_new_name", new VendorFailure.Rejected(422)),
        })
        {
            resend.Answer = _ => ResendAdapter.Refuses(status, error);
            Assert.Equal(failure, await Failure(resend, name));
        }

        resend.Answer = _ => ResendAdapter.Says(HttpStatusCode.Conflict, "<html>");
        Assert.Equal(new VendorFailure.Rejected(409), await Failure(resend, name));
        resend.Answer = _ => throw new HttpRequestException("no route");
        Assert.Equal(new VendorFailure.Transient(), await Failure(resend, name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_says_for_how_long_it_is_refused_when_that_is_too_long_to_wait(string name)
    {
        using var resend = Resend(new FakeTimeProvider());
        resend.Answer = _ => ResendAdapter.Says(HttpStatusCode.TooManyRequests, retryAfter: 60);
        Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromSeconds(60)), await Failure(resend, name));
        Assert.Single(resend.Calls);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_can_be_given_up(string name)
    {
        using var resend = Resend();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Calls[name](resend, given.Token));
        resend.Answer = _ => throw new OperationCanceledException();
        Assert.Equal(new VendorFailure.Transient(), await Failure(resend, name));
    }

    [Theory]
    [InlineData("send", true)]
    [InlineData("batch", true)]
    [InlineData("get", true)]
    [InlineData("cancel", false)]
    [InlineData("reschedule", false)]
    public async Task What_is_known_by_a_key_is_asked_again_and_what_is_not_is_not(string name, bool again)
    {
        using var resend = Resend();
        var well = resend.Answer;
        resend.Answer = call => resend.Calls.Count == 1 ? ResendAdapter.Says(HttpStatusCode.BadGateway) : well(call);
        if (again)
        {
            await Calls[name](resend, Cancelled);
            Assert.Equal(2, resend.Calls.Count);
            Assert.Equal(
                (resend.Calls[0].Body, resend.Calls[0].Headers.GetValueOrDefault("Idempotency-Key")), (resend.Calls[1].Body, resend.Calls[1].Headers.GetValueOrDefault("Idempotency-Key")));
        }
        else
        {
            Assert.Equal(new VendorFailure.Transient(), await Failure(resend, name));
            Assert.Single(resend.Calls);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":null}""")]
    public async Task An_answer_that_cannot_be_read_leaves_the_outcome_open(string answer)
    {
        using var resend = Resend();
        resend.Answer = _ => ResendAdapter.Says(HttpStatusCode.OK, answer);
        Assert.Equal(new VendorFailure.Transient(), await Failure(resend, "send"));
    }

    private ResendAdapter Resend(TimeProvider? clock = null) => new(clock ?? TimeProvider.System, ("Resend:Client", Client));

    private static async Task<VendorFailure> Failure(ResendAdapter resend, string name) =>
        (await Assert.ThrowsAsync<VendorException>(() => Calls[name](resend, Cancelled))).Failure;
}
