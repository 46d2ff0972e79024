using Webinars.Nodes;

namespace Webinars.Adapters;

/// <summary>Lets so many through in a second, evenly, in the order in which they came. Who would wait too long is told so at once.</summary>
/// <remarks>The framework's limiters know neither our clock nor a vendor that says for how long nobody may come.</remarks>
/// <param name="among">Each of these nodes lets its share through; null: what comes here is what was let through for all of them already.</param>
internal sealed class Pace(double perSecond, TimeProvider time, LivingNodes? among = null)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _next;
    private TimeSpan _heldUntil;
    private TimeSpan? _left;

    private TimeSpan Interval => TimeSpan.FromSeconds((among?.Count ?? 1) / perSecond);

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <returns>Null once it is the caller's turn; at once, how long it would take, when that is more than <paramref name="longest"/>.</returns>
    public async Task<TimeSpan?> Turn(TimeSpan longest, CancellationToken ct)
    {
        var latest = Now + longest;
        do
        {
            TimeSpan wait;
            lock (_gate)
            {
                var now = Now;
                var at = _next > now ? _next : now;
                wait = at - now;
                if (at > latest)
                {
                    return wait;
                }

                _next = at + Interval;
            }

            do
            {
                await (wait > TimeSpan.Zero ? Task.Delay(wait, time, ct) : Task.CompletedTask);
                wait = Late();
            }
            while (wait > TimeSpan.Zero);
        }
        while (IsHeld());

        return null;
    }

    /// <summary>Nobody goes for this long, nor who has a turn already.</summary>
    public void Hold(TimeSpan duration)
    {
        lock (_gate)
        {
            var until = Now + duration;
            _heldUntil = until > _heldUntil ? until : _heldUntil;
            _next = until > _next ? until : _next;
        }
    }

    private bool IsHeld()
    {
        lock (_gate)
        {
            return Now < _heldUntil;
        }
    }

    /// <summary>How long one must still wait whose time has come: a process that was held up makes up for nothing, though many of its turns have come at once.</summary>
    private TimeSpan Late()
    {
        lock (_gate)
        {
            var now = Now;
            if (_left is { } left && left + (0.9 * Interval) > now)
            {
                return left + Interval - now;
            }

            _left = now;
            return TimeSpan.Zero;
        }
    }
}
