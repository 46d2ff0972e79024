using System.Collections.Concurrent;

namespace Webinars.Nodes;

/// <summary>Token buckets of this node, each kept as one number: the time at which it will be full again.</summary>
public sealed class Buckets<TKey>(TimeProvider time)
    where TKey : notnull
{
    private static readonly long SweepEvery = TimeSpan.FromMinutes(1).Ticks;
    private readonly ConcurrentDictionary<TKey, long> _fullAt = new();
    private long _sweepAt;

    /// <param name="each">How long one takes to fill up.</param>
    /// <param name="burst">How many a full one holds.</param>
    /// <returns>Null when there was one to take; else how long until there is.</returns>
    public TimeSpan? Take(TKey key, TimeSpan each, int burst)
    {
        var now = time.GetUtcNow().Ticks;
        Sweep(now);
        var wait = 0L;
        _fullAt.AddOrUpdate(key, now + each.Ticks, (_, fullAt) =>
        {
            var next = Math.Max(fullAt, now) + each.Ticks;
            wait = next - now - (each.Ticks * burst);
            return wait > 0 ? fullAt : next;
        });
        return wait > 0 ? TimeSpan.FromTicks(wait) : null;
    }

    /// <summary>Others have taken of it too: it is not full before this.</summary>
    public void Drain(TKey key, DateTimeOffset fullAt) => _fullAt.AddOrUpdate(key, fullAt.Ticks, (_, known) => Math.Max(known, fullAt.Ticks));

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
                _fullAt.TryRemove(new KeyValuePair<TKey, long>(key, fullAt));
            }
        }
    }
}
