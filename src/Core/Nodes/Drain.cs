using Microsoft.Extensions.Logging;

namespace Webinars.Nodes;

/// <summary>How this node goes: it says so, sends who is connected to the other nodes, waits for them and for what they have asked, and closes the rest. Then the process may end.</summary>
public sealed partial class Drain(DrainTimes times, TimeProvider time, ILogger<Drain> logger) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _announced = new();
    private readonly CancellationTokenSource _moving = new();
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Nobody new should be sent here; who comes is served.</summary>
    public bool IsAnnounced => _announced.IsCancellationRequested;

    /// <summary>No line is opened any more, and those that are open are told to move.</summary>
    public CancellationToken Moving => _moving.Token;

    /// <summary>Who has not moved is closed.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Over which the lines move; known from <see cref="Moving"/> on.</summary>
    public TimeSpan Span { get; private set; }

    /// <summary>Connections that outlive a request: sockets.</summary>
    public Underway Lines { get; } = new();

    /// <summary>What was asked over lines and is not answered.</summary>
    public Underway Calls { get; } = new();

    public void Dispose()
    {
        _announced.Dispose();
        _moving.Dispose();
        _closing.Dispose();
    }

    /// <param name="hurry">Ends the waiting, not the order.</param>
    public async Task Run(CancellationToken hurry)
    {
        Logged.Announced(logger, Lines.Count);
        await _announced.CancelAsync();
        await Wait(() => false, times.Announce, hurry);

        Span = times.Span(Lines.Count);
        if (Lines.Count > 0)
        {
            Logged.Moving(logger, Lines.Count, Span);
        }

        await _moving.CancelAsync();
        if (Span > TimeSpan.Zero)
        {
            await Wait(() => Lines.Count == 0, Span + DrainTimes.Patience, hurry);
        }

        if (Lines.Count > 0)
        {
            Logged.Closing(logger, Lines.Count);
        }

        await Wait(() => Calls.Count == 0, DrainTimes.LastWord, CancellationToken.None);
        await _closing.CancelAsync();
        await Wait(() => Lines.Count == 0, DrainTimes.LastWord, CancellationToken.None);
    }

    private async Task Wait(Func<bool> done, TimeSpan most, CancellationToken hurry)
    {
        var begun = time.GetTimestamp();
        while (!done() && time.GetElapsedTime(begun) < most && !hurry.IsCancellationRequested)
        {
            await Task.Delay(Look, time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Logged
    {
        [LoggerMessage(1, LogLevel.Information, "This node goes: it is not ready any more; {Lines} connections")]
        public static partial void Announced(ILogger logger, int lines);

        [LoggerMessage(2, LogLevel.Information, "{Lines} connections are told to move within {Span}")]
        public static partial void Moving(ILogger logger, int lines, TimeSpan span);

        [LoggerMessage(3, LogLevel.Information, "{Lines} connections have not moved; they are closed")]
        public static partial void Closing(ILogger logger, int lines);
    }
}
