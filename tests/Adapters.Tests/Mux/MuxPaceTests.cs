using System.Net;
using Microsoft.Extensions.Time.Testing;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <summary>How often the vendor is asked, by a clock that stands still until it is moved.</summary>
public sealed class MuxPaceTests
{
    [Fact]
    public async Task Streams_are_made_one_a_second_and_who_would_wait_too_long_is_told_so_at_once()
    {
        using var mux = Slow();
        var made = Enumerable.Range(0, 8).Select(_ => Create(mux)).ToList();
        var refused = made.Where(one => one.IsFaulted).ToList();
        Assert.Equal(2, refused.Count);
        foreach (var one in refused)
        {
            Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromSeconds(6)), (await Assert.ThrowsAsync<VendorException>(() => one)).Failure);
        }

        await Drive(mux, Task.WhenAll(made.Except(refused)));
        Assert.Equal([0, 1, 2, 3, 4, 5], Seconds(mux));
    }

    [Fact]
    public async Task Other_calls_go_five_a_second_beside_them()
    {
        using var mux = Slow();
        var asked = Enumerable.Range(0, 11).Select(_ => mux.Video.Get("LS1", default)).ToList();
        await Create(mux);
        await Drive(mux, Task.WhenAll(asked));
        var at = mux.Calls.Where(call => call.Method == "GET").Select(call => call.At).ToList();
        Assert.Equal(11, at.Count);
        Assert.All(at.Zip(at.Skip(5)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1), $"six calls from {pair.First:ss.fff} to {pair.Second:ss.fff}"));
        Assert.Equal(TimeSpan.FromSeconds(2), at[^1] - at[0]);
    }

    [Fact]
    public async Task Of_two_nodes_each_takes_half_of_the_limit_and_all_of_it_when_the_other_is_gone()
    {
        using var mux = Slow();
        mux.Nodes.Count = 2;
        await Drive(mux, Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Create(mux))));
        Assert.Equal([0, 2, 4], Seconds(mux));

        mux.Nodes.Count = 1;
        await Drive(mux, Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Create(mux))));
        Assert.Equal([1, 1], Seconds(mux).Skip(3).Zip(Seconds(mux).Skip(4), (before, after) => after - before));
    }

    [Fact]
    public async Task Asked_to_slow_down_everybody_waits_and_the_call_is_made_again()
    {
        using var mux = Slow();
        mux.Answer = call => mux.Calls.Count == 1 ? MuxAdapter.Says(HttpStatusCode.TooManyRequests, retryAfter: 3) : MuxAdapter.Says(HttpStatusCode.OK, MuxAdapter.Stream);
        var both = Task.WhenAll(mux.Video.Get("LS1", default), mux.Video.Get("LS2", default));
        await Drive(mux, both);
        Assert.Equal(3, mux.Calls.Count);
        Assert.All(mux.Calls.Skip(1), call => Assert.True(call.At - mux.Calls[0].At >= TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_vendor_that_always_says_slow_down_is_given_up_within_the_longest_wait()
    {
        using var mux = Slow();
        mux.Answer = _ => MuxAdapter.Says(HttpStatusCode.TooManyRequests, retryAfter: 0);
        var asked = mux.Video.Get("LS1", default);
        await Assert.ThrowsAsync<VendorException>(() => Drive(mux, asked));
        Assert.InRange(mux.Calls.Count, 2, 6);
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_nobody_else_from_going()
    {
        using var mux = Slow();
        using var given = new CancellationTokenSource();
        await Create(mux);
        var first = mux.Video.Create(Guid.NewGuid(), new StreamTimes(), given.Token);
        var second = Create(mux);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Drive(mux, second);
        Assert.Equal(2, mux.Calls.Count);
    }

    private static MuxAdapter Slow() => new(new FakeTimeProvider(), ("Mux:PostsPerSecond", "1"), ("Mux:CallsPerSecond", "5"), ("Mux:LongestWait", "00:00:05"));

    private static Task Create(MuxAdapter mux) => mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default);

    private static IEnumerable<double> Seconds(MuxAdapter mux) => mux.Calls.Select(call => (call.At - mux.Calls[0].At).TotalSeconds);

    /// <summary>Moves the clock in small steps until it is done: what goes on between two steps is let go first.</summary>
    private static async Task Drive(MuxAdapter mux, Task done)
    {
        for (var step = 0; step < 2000 && !done.IsCompleted; step++)
        {
            ((FakeTimeProvider)mux.Clock).Advance(TimeSpan.FromMilliseconds(100));
            for (var turn = 0; turn < 20; turn++)
            {
                await Task.Yield();
            }
        }

        await done.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
