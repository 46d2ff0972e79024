using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Webinars.Adapters.Tests.Knock;

/// <summary>The four reasons for which a call was not done, for every call; and how often each may be made.</summary>
public class KnockFailureTests
{
    /// <summary>The setting <c>Knock:Client</c>.</summary>
    protected virtual string Client => "Rest";

    public static TheoryData<string> Names => [.. KnockCalls.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_tells_the_four_reasons_apart(string name)
    {
        using var knock = Knock();
        foreach (var (status, failure) in new (HttpStatusCode, VendorFailure)[]
        {
            (HttpStatusCode.NotFound, new VendorFailure.NotFound()),
            (HttpStatusCode.InternalServerError, new VendorFailure.Transient()),
            (HttpStatusCode.ServiceUnavailable, new VendorFailure.Transient()),
            (HttpStatusCode.UnprocessableEntity, new VendorFailure.Rejected(422)),
            (HttpStatusCode.Unauthorized, new VendorFailure.Rejected(401)),
        })
        {
            knock.Answer = _ => KnockAdapter.Says(status, """{"code":"x","message":"x","status":1,"type":"x"}""");
            if (name is "forget" && status is HttpStatusCode.NotFound)
            {
                // Whom it does not know it has forgotten.
                await Ask(knock, name);
                continue;
            }

            Assert.Equal(failure, (await Assert.ThrowsAsync<VendorException>(() => Ask(knock, name))).Failure);
        }

        knock.Answer = _ => throw new HttpRequestException("no route");
        Assert.IsType<VendorFailure.Transient>((await Assert.ThrowsAsync<VendorException>(() => Ask(knock, name))).Failure);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_says_for_how_long_it_is_refused_when_that_is_too_long_to_wait(string name)
    {
        using var knock = Knock(new FakeTimeProvider());
        knock.Answer = _ => KnockAdapter.Says(HttpStatusCode.TooManyRequests, retryAfter: 60);
        Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromSeconds(60)), (await Assert.ThrowsAsync<VendorException>(() => Ask(knock, name))).Failure);
        Assert.Single(knock.Calls);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_call_can_be_given_up(string name)
    {
        using var knock = Knock();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => KnockCalls.All[name](knock.Notifications, cancelled.Token));
        Assert.Empty(knock.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("""{"workflow_run_id":"2f""")]
    public async Task An_answer_that_cannot_be_read_leaves_the_outcome_open(string answer)
    {
        using var knock = Knock();
        knock.Answer = _ => KnockAdapter.Says(HttpStatusCode.OK, answer);
        Assert.Equal(new VendorFailure.Transient(), (await Assert.ThrowsAsync<VendorException>(() => Ask(knock, "trigger"))).Failure);
    }

    [Fact]
    public async Task A_trigger_is_sent_again_under_the_same_key_and_a_cancel_is_not()
    {
        using var knock = Knock();
        var usual = knock.Answer;
        knock.Answer = call => knock.Calls.Count % 2 == 1 ? KnockAdapter.Says(HttpStatusCode.BadGateway) : usual(call);
        Assert.Equal("2f1e6d2c-5c6c-4f0f-9e0c-0e2a6d9a3b11", await knock.Notifications.Trigger(KnockCalls.Notice, "live:42", default));
        Assert.Equal(["live:42", "live:42"], knock.Calls.Select(call => call.Headers["Idempotency-Key"]));
        await Assert.ThrowsAsync<VendorException>(() => Ask(knock, "cancel"));
        Assert.Equal(3, knock.Calls.Count);
    }

    [Theory]
    [InlineData("forget", 5)]
    [InlineData("feed", 5)]
    [InlineData("identify", 60)]
    [InlineData("set preferences", 60)]
    [InlineData("preferences", 200)]
    [InlineData("trigger", 1000)]
    public async Task Each_kind_of_call_goes_at_its_own_pace(string name, int perSecond)
    {
        using var knock = Knock(new FakeTimeProvider());
        var asked = Enumerable.Range(0, 6).Select(_ => Ask(knock, name)).ToList();
        await Drive(knock, Task.WhenAll(asked));
        var interval = TimeSpan.FromSeconds(1.0 / perSecond);
        Assert.All(knock.Calls.Index(), call => Assert.True(call.Item.At - knock.Calls[0].At >= call.Index * interval - TimeSpan.FromMilliseconds(1)));
        Assert.InRange(knock.Calls[^1].At - knock.Calls[0].At, TimeSpan.Zero, (5 * interval) + TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task A_slow_kind_of_call_keeps_no_other_waiting()
    {
        using var knock = Knock(new FakeTimeProvider());
        var feeds = Enumerable.Range(0, 5).Select(_ => Ask(knock, "feed")).ToList();
        await Ask(knock, "trigger").WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, knock.Calls.Count);
        await Drive(knock, Task.WhenAll(feeds));
    }

    private KnockAdapter Knock(TimeProvider? clock = null) => new(clock ?? TimeProvider.System, ("Knock:Client", Client));

    private static Task Ask(KnockAdapter knock, string name) => KnockCalls.All[name](knock.Notifications, default);

    /// <summary>Moves the clock in small steps until it is done: what goes on between two steps is let go first.</summary>
    private static async Task Drive(KnockAdapter knock, Task done)
    {
        for (var step = 0; step < 5000 && !done.IsCompleted; step++)
        {
            ((FakeTimeProvider)knock.Clock).Advance(TimeSpan.FromMilliseconds(1));
            for (var turn = 0; turn < 10; turn++)
            {
                await Task.Yield();
            }
        }

        await done.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
