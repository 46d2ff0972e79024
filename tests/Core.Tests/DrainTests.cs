using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Nodes;

namespace Webinars.Core.Tests;

/// <summary>How a node goes, step by step.</summary>
public sealed class DrainTests
{
    private static readonly DrainTimes Short = new() { Announce = TimeSpan.Zero, Within = TimeSpan.FromMilliseconds(50) };

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(500, 1_500)]
    [InlineData(1_000_000, 10_000)]
    public void More_lines_move_over_a_longer_span_up_to_a_bound(int lines, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new DrainTimes().Span(lines));

    [Fact]
    public void What_is_not_used_for_moving_is_left_for_closing()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), new DrainTimes().ToClose);
        Assert.Equal(TimeSpan.FromSeconds(25), new DrainTimes { Announce = TimeSpan.Zero, Within = TimeSpan.Zero }.ToClose);
        Assert.True(new DrainTimes().ToClose >= DrainTimes.LeastToClose);
        var least = new DrainTimes { Grace = TimeSpan.FromSeconds(15) + new DrainTimes().LeastMore };
        Assert.Equal(DrainTimes.LeastToClose, least.ToClose);
    }

    [Fact]
    public async Task Whoever_stays_and_whatever_is_not_answered_the_time_to_close_is_left()
    {
        var times = new DrainTimes { Announce = TimeSpan.Zero, Within = TimeSpan.Zero };
        using var drain = New(times);
        drain.Lines.Begin();
        drain.Calls.Begin();
        var begun = Stopwatch.GetTimestamp();
        await drain.Run(CancellationToken.None);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.FromSeconds(1), times.Grace - times.ToClose + TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task It_waits_for_those_who_move_and_closes_nobody_before()
    {
        using var drain = New(Short);
        drain.Lines.Begin();
        var run = drain.Run(CancellationToken.None);
        await Reached(drain.Moving);
        Assert.True(drain.IsAnnounced);
        Assert.False(drain.Closing.IsCancellationRequested);
        drain.Lines.End();
        await run;
        Assert.True(drain.Closing.IsCancellationRequested);
    }

    [Fact]
    public async Task What_was_asked_is_answered_before_anybody_is_closed()
    {
        using var drain = New(Short with { Within = TimeSpan.Zero });
        drain.Lines.Begin();
        drain.Calls.Begin();
        var run = drain.Run(CancellationToken.None);
        await Reached(drain.Moving);
        var closed = Reached(drain.Closing);
        Assert.False(closed.IsCompleted);
        drain.Calls.End();
        await closed;
        drain.Lines.End();
        await run;
    }

    [Fact]
    public async Task In_a_hurry_nobody_is_waited_for_and_nothing_is_left_out()
    {
        using var drain = New(new DrainTimes { Announce = TimeSpan.FromMinutes(5), Within = TimeSpan.FromMinutes(5) });
        using var hurry = new CancellationTokenSource();
        drain.Lines.Begin();
        using var closing = drain.Closing.Register(drain.Lines.End);
        var run = drain.Run(hurry.Token);
        Assert.False(drain.Moving.IsCancellationRequested);
        await hurry.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(drain.Moving.IsCancellationRequested);
        Assert.Equal(0, drain.Lines.Count);
    }

    private static Drain New(DrainTimes times) => new(times, TimeProvider.System, NullLogger<Drain>.Instance);

    private static Task Reached(CancellationToken step)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        step.Register(() => reached.TrySetResult());
        return reached.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
    }
}
