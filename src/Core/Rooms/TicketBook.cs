using System.Collections.Concurrent;

namespace Webinars.Rooms;

/// <summary>Which tickets were redeemed.</summary>
public interface ITicketBook
{
    /// <returns>False when it was redeemed before, on whichever node.</returns>
    ValueTask<bool> Redeem(Guid number, DateTimeOffset expiresAt, CancellationToken ct);
}

/// <summary>The tickets that this node has redeemed, as long as they would be good.</summary>
public sealed class TicketBook(TimeProvider time) : ITicketBook
{
    private static readonly long SweepEvery = TimeSpan.FromMinutes(1).Ticks;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _redeemed = new();
    private long _sweepAt;

    public ValueTask<bool> Redeem(Guid number, DateTimeOffset expiresAt, CancellationToken ct)
    {
        Sweep(time.GetUtcNow());
        return ValueTask.FromResult(_redeemed.TryAdd(number, expiresAt));
    }

    /// <summary>Those that would be good now, had they not been redeemed.</summary>
    public IEnumerable<KeyValuePair<Guid, DateTimeOffset>> StillGood() => _redeemed.Where(one => one.Value > time.GetUtcNow());

    /// <summary>By one of those who come: thousands may come at once.</summary>
    private void Sweep(DateTimeOffset now)
    {
        var due = Interlocked.Read(ref _sweepAt);
        if (now.Ticks < due || Interlocked.CompareExchange(ref _sweepAt, now.Ticks + SweepEvery, due) != due)
        {
            return;
        }

        foreach (var old in _redeemed.Where(one => one.Value <= now))
        {
            _redeemed.TryRemove(old);
        }
    }
}
