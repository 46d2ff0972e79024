using System.Net;
using Microsoft.Extensions.Time.Testing;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>The four reasons for which a call was not done, for every call.</summary>
public class MuxFailureTests
{
    private static readonly Dictionary<string, Func<MuxAdapter, Task>> Calls = new()
    {
        ["create"] = mux => mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default),
        ["get"] = mux => mux.Video.Get("LS1", default),
        ["reset"] = mux => mux.Video.ResetKey("LS1", default),
        ["close"] = mux => mux.Video.Close("LS1", default),
        ["reopen"] = mux => mux.Video.Reopen("LS1", default),
        ["delete"] = mux => mux.Video.Delete("LS1", default),
        ["add target"] = mux => mux.Video.AddTarget("LS1", new SimulcastTarget("rtmps://else.example", "key", null), default),
        ["remove target"] = mux => mux.Video.RemoveTarget("LS1", "ST1", default),
        ["recording"] = mux => mux.Recordings.Get("AS1", default),
    };

    /// <summary>The setting <c>Mux:Client</c>.</summary>
    protected virtual string Client => "Rest";

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_tells_the_four_reasons_apart(string name)
    {
        using var mux = Mux();
        foreach (var (status, failure) in new (HttpStatusCode, VendorFailure)[]
        {
            (HttpStatusCode.NotFound, new VendorFailure.NotFound()),
            (HttpStatusCode.InternalServerError, new VendorFailure.Transient()),
            (HttpStatusCode.ServiceUnavailable, new VendorFailure.Transient()),
            (HttpStatusCode.BadRequest, new VendorFailure.Rejected(400)),
            (HttpStatusCode.Unauthorized, new VendorFailure.Rejected(401)),
        })
        {
            mux.Answer = _ => MuxAdapter.Says(status, """{"error":{"type":"x","messages":["x"]}}""");
            Assert.Equal(failure, (await Assert.ThrowsAsync<VendorException>(() => Calls[name](mux))).Failure);
        }

        mux.Answer = _ => throw new HttpRequestException("no route");
        Assert.IsType<VendorFailure.Transient>((await Assert.ThrowsAsync<VendorException>(() => Calls[name](mux))).Failure);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_says_for_how_long_it_is_refused_when_that_is_too_long_to_wait(string name)
    {
        using var mux = new MuxAdapter(new FakeTimeProvider(), ("Mux:Client", Client));
        mux.Answer = _ => MuxAdapter.Says(HttpStatusCode.TooManyRequests, retryAfter: 60);
        Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromSeconds(60)), (await Assert.ThrowsAsync<VendorException>(() => Calls[name](mux))).Failure);
        Assert.Single(mux.Calls);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_can_be_given_up(string name)
    {
        using var mux = Mux();
        mux.Answer = _ => throw new OperationCanceledException();
        Assert.IsType<VendorFailure.Transient>((await Assert.ThrowsAsync<VendorException>(() => Calls[name](mux))).Failure);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mux.Video.Get("LS1", cancelled.Token));
    }

    [Fact]
    public async Task What_can_be_asked_twice_is_asked_again_and_a_stream_is_made_once()
    {
        using var mux = Mux();
        mux.Answer = _ => MuxAdapter.Says(mux.Calls.Count % 2 == 1 ? HttpStatusCode.BadGateway : HttpStatusCode.OK, MuxAdapter.Stream);
        await mux.Video.Get("LS1", default);
        Assert.Equal(2, mux.Calls.Count);
        await Assert.ThrowsAsync<VendorException>(() => mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default));
        Assert.Equal(3, mux.Calls.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"data":{"id":"LS""")]
    public async Task An_answer_that_cannot_be_read_leaves_the_outcome_open(string answer)
    {
        using var mux = Mux();
        mux.Answer = _ => MuxAdapter.Says(HttpStatusCode.OK, answer);
        Assert.Equal(new VendorFailure.Transient(), (await Assert.ThrowsAsync<VendorException>(() => Calls["create"](mux))).Failure);
    }

    [Fact]
    public async Task A_word_that_nobody_knows_yet_is_no_failure()
    {
        using var mux = Mux();
        mux.Answer = _ => MuxAdapter.Says(HttpStatusCode.OK, MuxAdapter.Stream.Replace("\"idle\"", "\"some_new_status\"", StringComparison.Ordinal));
        Assert.Equal("PB1", (await mux.Video.Get("LS1", default)).PlaybackId);
    }

    private MuxAdapter Mux() => new(("Mux:Client", Client));
}
