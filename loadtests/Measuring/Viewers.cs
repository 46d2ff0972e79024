using System.Diagnostics;

namespace Webinars.LoadTests.Measuring;

/// <summary>The numbers of viewers that one attendee was told.</summary>
internal sealed class Viewers
{
    private readonly Lock _lock = new();

    public long Now { get; private set; }

    /// <summary>When <see cref="Now"/> was told first (<see cref="Stopwatch"/> ticks).</summary>
    public long Since { get; private set; }

    public long Lowest { get; private set; }

    public long Highest { get; private set; }

    public bool WasApproximate { get; private set; }

    /// <summary>From here on lowest and highest are counted.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            (Lowest, Highest, WasApproximate) = (Now, Now, false);
        }
    }

    public void Take(long viewers, bool approximate)
    {
        lock (_lock)
        {
            Since = viewers == Now ? Since : Stopwatch.GetTimestamp();
            (Now, Lowest, Highest) = (viewers, Math.Min(Lowest, viewers), Math.Max(Highest, viewers));
            WasApproximate |= approximate;
        }
    }

    /// <exception cref="RunFailedException">It is another number all that time.</exception>
    public async Task Until(long viewers, TimeSpan limit, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Now != viewers)
        {
            if (Stopwatch.GetElapsedTime(begun) > limit)
            {
                throw new RunFailedException($"{limit.TotalSeconds} s later {Now} viewers are told of instead of {viewers}.");
            }

            await Task.Delay(10, ct);
        }
    }
}
