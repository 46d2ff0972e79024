namespace Webinars.Nodes;

/// <summary>
/// The time of the store, which all nodes have in common: this machine's, corrected by what was measured. It never goes backwards: what is too early is made up for
/// by running at half speed; what is too late by running half as quick again, or at once when it is more than two seconds.
/// </summary>
/// <remarks>Between measurements it counts by the machine's monotonic clock, so that nobody who sets the machine's time moves it.</remarks>
public sealed class StoreTime(TimeProvider machine) : TimeProvider
{
    private static readonly TimeSpan Leap = TimeSpan.FromSeconds(2);
    private Known _known = new(machine.GetUtcNow(), machine.GetTimestamp(), TimeSpan.Zero);
    private long _told;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <summary>What the machine's own clock says.</summary>
    public DateTimeOffset OfMachine => machine.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var now = At(machine.GetTimestamp()).UtcTicks;
        var told = Volatile.Read(ref _told);
        while (told < now)
        {
            var seen = Interlocked.CompareExchange(ref _told, now, told);
            if (seen == told)
            {
                return new DateTimeOffset(now, TimeSpan.Zero);
            }

            told = seen;
        }

        return new DateTimeOffset(told, TimeSpan.Zero);
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>It was this late by the store when the machine's monotonic clock showed that.</summary>
    /// <param name="first">Nobody has been told a time yet: it may go backwards.</param>
    public void Learn(DateTimeOffset store, long timestamp, bool first)
    {
        var now = At(timestamp);
        var late = store - now;
        Volatile.Write(ref _known, first || late > Leap ? new Known(store, timestamp, TimeSpan.Zero) : new Known(now, timestamp, late));
        if (first)
        {
            Volatile.Write(ref _told, 0);
        }
    }

    private DateTimeOffset At(long timestamp)
    {
        var known = Volatile.Read(ref _known);
        var passed = machine.GetElapsedTime(known.Timestamp, timestamp);
        var half = passed > TimeSpan.Zero ? passed / 2 : TimeSpan.Zero;
        var made = known.Late > half ? half : known.Late < -half ? -half : known.Late;
        return known.Time + passed + made;
    }

    /// <param name="Late">To be made up for from then on.</param>
    private sealed record Known(DateTimeOffset Time, long Timestamp, TimeSpan Late);
}
