namespace Webinars.Hubs;

/// <summary>Which share of the time something is being done, over about the last two seconds.</summary>
internal sealed class BusyMeter(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private long _readAt = time.GetTimestamp();
    private long? _since;
    private TimeSpan _done;
    private double _share;

    public void Begin()
    {
        lock (_gate)
        {
            _since = time.GetTimestamp();
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _done += Lasted(time.GetTimestamp());
            _since = null;
        }
    }

    /// <returns>0 to 1. What is still being done counts.</returns>
    public double Read()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var span = time.GetElapsedTime(_readAt, now);
            if (span > TimeSpan.Zero)
            {
                var share = Math.Min(1, (_done + Lasted(now)) / span);
                _share += (share - _share) * (1 - Math.Exp(-(span / Memory)));
                (_readAt, _done, _since) = (now, TimeSpan.Zero, _since is null ? null : now);
            }

            return _share;
        }
    }

    private TimeSpan Lasted(long now) => _since is { } since ? time.GetElapsedTime(since, now) : TimeSpan.Zero;
}
