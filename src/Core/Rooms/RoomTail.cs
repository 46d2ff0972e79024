using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>The state of a room and the newest events that led to it, moved forward together.</summary>
internal sealed class RoomTail
{
    public const int Kept = 1_000;
    private readonly Lock _gate = new();
    private readonly Queue<RoomEvent> _events = new(Kept);
    private readonly HashSet<Guid> _known = [];
    private volatile Room _state = new();

    public Room State => _state;

    /// <summary>Adds what follows; what is known already is left out.</summary>
    public void Add(IReadOnlyList<RoomEvent> events)
    {
        lock (_gate)
        {
            foreach (var happened in events.SkipWhile(happened => happened.Position <= _state.Position))
            {
                if (happened.Position != _state.Position + 1)
                {
                    throw new InvalidOperationException($"The log has a gap: {happened.Position} follows {_state.Position}.");
                }

                if (_events.Count == Kept)
                {
                    _events.Dequeue();
                }

                _events.Enqueue(happened);
                _state = _state.Apply(happened);
                Know(happened);
            }
        }
    }

    /// <summary>Whether an event up to the state, or after it, is by this person or concerns them. Of all others nothing is known: they see what anybody of their kind sees.</summary>
    public bool Knows(Guid person)
    {
        lock (_gate)
        {
            return _known.Contains(person);
        }
    }

    public (IReadOnlyList<RoomEvent>? Events, Room State) Since(long position)
    {
        lock (_gate)
        {
            var missing = _state.Position - position;
            return (missing >= 0 && missing <= _events.Count ? [.. _events.Skip((int)(_events.Count - missing))] : null, _state);
        }
    }

    private void Know(RoomEvent happened)
    {
        if (happened.By is { } by)
        {
            _known.Add(by.Id);
        }

        _known.UnionWith(happened is LiveEvent live ? live.Concerns(_state) : []);
    }
}
