using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Webinars.Adapters.Tests.Resend;

/// <summary>How often the vendor is asked, by a clock that stands still until it is moved.</summary>
public class ResendPaceTests(ITestOutputHelper output)
{
    /// <summary>The setting <c>Resend:Client</c>.</summary>
    protected virtual string Client => "Rest";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    public async Task All_calls_of_the_process_together_never_go_faster_than_the_rate(int rate)
    {
        using var resend = Slow(rate);
        var sent = new List<Task>();
        for (var i = 0; i < 4 * rate; i++)
        {
            sent.Add(i % 3 == 0 ? resend.Emails.Get(ResendAdapter.Id, Cancelled) : resend.Emails.Send(ResendAdapter.Small, $"key-{i}", Cancelled));
        }

        await Drive(resend, Task.WhenAll(sent));
        var at = resend.Calls.Select(call => call.At).Order().ToList();
        Assert.Equal(4 * rate, at.Count);
        var over = at.Count(one => at.Count(other => other >= one && other < one.AddSeconds(1)) > rate);
        output.WriteLine($"{at.Count} calls in {(at[^1] - at[0]).TotalSeconds} s at {rate}/s: {over} over the rate");
        Assert.Equal(0, over);
        Assert.InRange((at[^1] - at[0]).TotalSeconds, 3, 4);
    }

    [Fact]
    public async Task Who_would_wait_too_long_is_told_so_at_once()
    {
        using var resend = Slow(2);
        var sent = Enumerable.Range(0, 14).Select(i => resend.Emails.Send(ResendAdapter.Small, $"key-{i}", Cancelled)).ToList();
        var refused = sent.Where(one => one.IsFaulted).ToList();
        Assert.Equal(3, refused.Count);
        Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromSeconds(5.5)), (await Assert.ThrowsAsync<VendorException>(() => refused[0])).Failure);
        await Drive(resend, Task.WhenAll(sent.Except(refused)));
        Assert.Equal(11, resend.Calls.Count);
    }

    [Theory]
    [InlineData("0", "3", 3)]
    [InlineData("1", "3", 0.2)]
    [InlineData("0", "0", 0.2)]
    [InlineData("none", "3", 0.2)]
    public async Task When_nothing_remains_all_wait_for_the_next_window(string remaining, string reset, double waited)
    {
        using var resend = Slow(5);
        var well = resend.Answer;
        resend.Answer = call =>
        {
            var answer = well(call);
            answer.Headers.Add("ratelimit-remaining", remaining);
            answer.Headers.Add("ratelimit-reset", reset);
            return answer;
        };
        await resend.Emails.Get(ResendAdapter.Id, Cancelled);
        await Drive(resend, resend.Emails.Send(ResendAdapter.Small, "key", Cancelled));
        Assert.Equal(waited, (resend.Calls[1].At - resend.Calls[0].At).TotalSeconds);
    }

    [Fact]
    public async Task Asked_to_slow_down_everybody_waits_and_the_letter_is_sent_again_with_its_key()
    {
        using var resend = Slow(5);
        var well = resend.Answer;
        resend.Answer = call => resend.Calls.Count == 1 ? ResendAdapter.Says(HttpStatusCode.TooManyRequests, retryAfter: 3) : well(call);
        await Drive(resend, Task.WhenAll(resend.Emails.Send(ResendAdapter.Small, "key-1", Cancelled), resend.Emails.Send(ResendAdapter.Small, "key-2", Cancelled)));
        Assert.Equal(["key-1", "key-1", "key-2"], resend.Calls.Select(call => call.Headers["Idempotency-Key"]).Order());
        Assert.All(resend.Calls.Skip(1), call => Assert.True(call.At - resend.Calls[0].At >= TimeSpan.FromSeconds(3)));
    }

    private ResendAdapter Slow(int rate) => new(new FakeTimeProvider(), ("Resend:Client", Client), ("Resend:RequestsPerSecond", (rate / 0.9).ToString(CultureInfo.InvariantCulture)), ("Resend:LongestWait", "00:00:05"));

    /// <summary>Moves the clock in small steps until it is done: what goes on between two steps is let go first.</summary>
    private static async Task Drive(ResendAdapter resend, Task done)
    {
        for (var step = 0; step < 2000 && !done.IsCompleted; step++)
        {
            ((FakeTimeProvider)resend.Clock).Advance(TimeSpan.FromMilliseconds(100));
            for (var turn = 0; turn < 20; turn++)
            {
                await Task.Yield();
            }
        }

        await done.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }
}
