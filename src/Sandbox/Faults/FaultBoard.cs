namespace Webinars.Sandbox.Faults;

/// <summary>Which faults are on, of which vendor. In memory only: a restart heals everybody.</summary>
public sealed class FaultBoard(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<string> _vendors = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Vendor, string Kind), (double Probability, DateTimeOffset? Until)> _on = [];

    /// <summary>A vendor was switched to <see cref="Fault.Down"/>: whoever holds a connection to it may have to lose it.</summary>
    public event Action<string>? WentDown;

    public IReadOnlyList<string> Vendors
    {
        get
        {
            lock (_gate)
            {
                return [.. _vendors];
            }
        }
    }

    public void Know(string vendor)
    {
        lock (_gate)
        {
            _vendors.Add(vendor);
        }
    }

    /// <param name="probability">Of striking, each time that it could: above 0, at most 1.</param>
    /// <param name="life">Null: until it is switched off.</param>
    public void SwitchOn(string vendor, string kind, double probability, TimeSpan? life)
    {
        lock (_gate)
        {
            _on[(vendor, kind)] = (probability, time.GetUtcNow() + life);
        }

        if (kind == Fault.Down)
        {
            WentDown?.Invoke(vendor);
        }
    }

    /// <param name="kind"><see cref="Fault.None"/>: all of them.</param>
    public void SwitchOff(string vendor, string kind)
    {
        lock (_gate)
        {
            foreach (var one in _on.Keys.Where(x => x.Vendor == vendor && (kind == Fault.None || x.Kind == kind)).ToList())
            {
                _on.Remove(one);
            }
        }
    }

    /// <summary>Whether the fault strikes this time.</summary>
    public bool Strikes(string vendor, string kind)
    {
        lock (_gate)
        {
            return _on.TryGetValue((vendor, kind), out var fault) && !(fault.Until <= time.GetUtcNow()) && Random.Shared.NextDouble() < fault.Probability;
        }
    }

    /// <summary>Those that have not run out, by vendor and in the order of <see cref="Fault.Kinds"/>.</summary>
    public IReadOnlyList<FaultThatIsOn> On()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            return
            [
                .. from vendor in _vendors
                   from kind in Fault.Kinds
                   where _on.TryGetValue((vendor, kind), out var known) && !(known.Until <= now)
                   let fault = _on[(vendor, kind)]
                   select new FaultThatIsOn(vendor, kind, fault.Probability, (fault.Until - now)?.TotalSeconds),
            ];
        }
    }
}

/// <param name="SecondsLeft">Null: until it is switched off.</param>
public sealed record FaultThatIsOn(string Vendor, string Kind, double Probability, double? SecondsLeft);
