namespace Webinars.Rooms.LoadShedding;

/// <summary>Which step a room is on: one up when it was too busy for a while, one down when it has had time for a longer one.</summary>
public sealed class LoadSteps(LoadThresholds thresholds, TimeProvider time)
{
    public static readonly TimeSpan UpAfter = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(10);

    private long? _aboveSince;
    private long? _belowSince;

    public Load Now { get; private set; }

    /// <param name="busy">0 to 1, several times a second.</param>
    public Load Take(double busy)
    {
        var now = time.GetTimestamp();
        _aboveSince = busy > thresholds.Above(Now) ? _aboveSince ?? now : null;
        _belowSince = busy < thresholds.Below(Now) ? _belowSince ?? now : null;
        if (_aboveSince is { } above && time.GetElapsedTime(above, now) >= UpAfter)
        {
            Move(+1);
        }
        else if (_belowSince is { } below && time.GetElapsedTime(below, now) >= DownAfter)
        {
            Move(-1);
        }

        return Now;
    }

    /// <summary>Each step is given its time to help before the next.</summary>
    private void Move(int steps) => (Now, _aboveSince, _belowSince) = (Now + steps, null, null);
}
