using System.Collections.Concurrent;

namespace Webinars.Rooms;

/// <summary>Token buckets per (room, person, what), each kept as one number: the time at which it will be full again.</summary>
public sealed class RateLimits(Limits limits, TimeProvider time)
{
    private static readonly long SweepEvery = TimeSpan.FromMinutes(1).Ticks;
    private readonly ConcurrentDictionary<(Guid Room, Guid Person, Limited What), long> _fullAt = new();
    private long _sweepAt;

    /// <param name="slower">So many times less often than usual.</param>
    /// <returns>Null when it may be done (and is counted); else too-fast with the time to wait.</returns>
    public Refusal? Take(Guid room, Guid person, Limited what, int slower = 1)
    {
        var (each, burst) = Bucket(what);
        if (each == TimeSpan.Zero)
        {
            return null;
        }

        each *= slower;
        var now = time.GetUtcNow().Ticks;
        Sweep(now);
        var wait = 0L;
        _fullAt.AddOrUpdate((room, person, what), now + each.Ticks, (_, fullAt) =>
        {
            var next = Math.Max(fullAt, now) + each.Ticks;
            wait = next - now - (each.Ticks * burst);
            return wait > 0 ? fullAt : next;
        });
        return wait > 0 ? Refusal.TooFast(TimeSpan.FromTicks(wait)) : null;
    }

    private (TimeSpan Each, int Burst) Bucket(Limited what) => what switch
    {
        Limited.Chat => Per(TimeSpan.FromSeconds(10), limits.ChatPerTenSeconds),
        Limited.Question => (TimeSpan.FromSeconds(limits.QuestionEverySeconds), 2),
        Limited.Vote => Per(TimeSpan.FromSeconds(1), limits.VotesPerSecond),
        Limited.Resume => Per(TimeSpan.FromSeconds(10), limits.ResumesPerTenSeconds),
        // A tenth of grace: what a browser sends once a second does not arrive once a second.
        Limited.Reaction => Per(TimeSpan.FromSeconds(0.9), limits.ReactionsPerSecond),
        Limited.Action => Per(TimeSpan.FromSeconds(1), limits.ActionsPerSecond),
        _ => Per(TimeSpan.FromSeconds(1), limits.HistoryPerSecond),
    };

    private static (TimeSpan Each, int Burst) Per(TimeSpan span, int count) => count == 0 ? default : (span / count, count);

    /// <summary>Forgets who is full again. By the clock, not by the count: to count a concurrent dictionary takes all its locks.</summary>
    private void Sweep(long now)
    {
        var due = Interlocked.Read(ref _sweepAt);
        if (now < due || Interlocked.CompareExchange(ref _sweepAt, now + SweepEvery, due) != due)
        {
            return;
        }

        foreach (var (key, fullAt) in _fullAt)
        {
            if (fullAt <= now)
            {
                _fullAt.TryRemove(new KeyValuePair<(Guid, Guid, Limited), long>(key, fullAt));
            }
        }
    }
}
