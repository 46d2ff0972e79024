using System.Diagnostics;

namespace Webinars.LoadTests.Measuring;

/// <summary>Posts by the clock, whatever became of the earlier ones: a slow server must not slow down what measures it.</summary>
internal static class OpenLoop
{
    /// <param name="post">Gets the number and the time (<see cref="Stopwatch"/> ticks) at which it was due; must not wait.</param>
    /// <returns>When the last one was posted.</returns>
    public static Task Run(int count, double rate, Action<int, long> post, CancellationToken ct) => Task.Factory.StartNew(
        () =>
        {
            // A thread of its own: timers and pools are late when there is load.
            var begun = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                var due = begun + (long)(i / rate * Stopwatch.Frequency);
                while (Stopwatch.GetTimestamp() < due)
                {
                    ct.ThrowIfCancellationRequested();
                    Thread.Sleep(TimeSpan.FromMilliseconds(Math.Clamp(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due).TotalMilliseconds, 1, 100)));
                }

                post(i, due);
            }
        },
        ct,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
