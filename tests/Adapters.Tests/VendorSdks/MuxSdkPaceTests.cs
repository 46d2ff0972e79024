using System.Net;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Tests.Mux;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>Mux.Csharp.Sdk takes no handler of ours: that its calls wait for their turn all the same.</summary>
public sealed class MuxSdkPaceTests
{
    [Fact]
    public async Task Streams_are_made_one_a_second_and_who_would_wait_too_long_is_told_so_at_once()
    {
        using var mux = Slow();
        var made = Enumerable.Range(0, 8).Select(_ => mux.Video.Create(Guid.NewGuid(), new StreamTimes(), default)).ToList();
        var refused = made.Where(one => one.IsFaulted).ToList();
        Assert.Equal(2, refused.Count);
        foreach (var one in refused)
        {
            Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromSeconds(6)), (await Assert.ThrowsAsync<VendorException>(() => one)).Failure);
        }

        for (var second = 1; second <= 6; second++)
        {
            await MuxTestHost.UntilAsync(() => Task.FromResult(made.Except(refused).Count(one => one.IsCompletedSuccessfully) == second), $"call {second}");
            Assert.Equal(second, mux.Calls.Count);
            ((FakeTimeProvider)mux.Clock).Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Asked_to_slow_down_it_waits_as_long_and_makes_the_call_again()
    {
        using var mux = Slow();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        mux.Answer = _ =>
        {
            asked.TrySetResult();
            return mux.Calls.Count == 1 ? MuxAdapter.Says(HttpStatusCode.TooManyRequests, retryAfter: 3) : MuxAdapter.Says(HttpStatusCode.OK, MuxAdapter.Stream);
        };
        var got = mux.Video.Get("LS1", default);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));

        // A tenth of a second of its clock at a time, and some of ours between them for what goes over the socket.
        await MuxTestHost.UntilAsync(
            () =>
            {
                ((FakeTimeProvider)mux.Clock).Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(got.IsCompleted);
            },
            "the second call");
        Assert.Equal("PB1", (await got).PlaybackId);
        Assert.Equal(2, mux.Calls.Count);
        Assert.True(mux.Calls[1].At - mux.Calls[0].At >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_call_that_is_under_way_can_be_given_up()
    {
        using var mux = new MuxAdapter(("Mux:Client", "Sdk"));
        using var given = new CancellationTokenSource();
        var (asked, over) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ManualResetEventSlim());
        mux.Answer = _ =>
        {
            asked.TrySetResult();
            over.Wait(TimeSpan.FromSeconds(20));
            return MuxAdapter.Says(HttpStatusCode.OK, MuxAdapter.Stream);
        };
        var got = mux.Video.Get("LS1", given.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => got);
        over.Set();
    }

    private static MuxAdapter Slow() =>
        new(new FakeTimeProvider(), ("Mux:Client", "Sdk"), ("Mux:PostsPerSecond", "1"), ("Mux:CallsPerSecond", "5"), ("Mux:LongestWait", "00:00:05"));
}
