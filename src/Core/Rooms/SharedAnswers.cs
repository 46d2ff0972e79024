using System.Collections.Concurrent;
using System.Text.Json;
using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>What many who come to the same state are sent, made once: the room, and what was missed since a position.</summary>
internal sealed class SharedAnswers(RoomTail tail)
{
    /// <summary>Who come back at once were cut off at one moment: they hold one position, or a few.</summary>
    private const int Positions = 16;

    private volatile Newest? _newest;

    /// <summary>For all attendees who have nothing of their own in it.</summary>
    public Snapshot Of(Room state) => At(state).Snapshot.Value;

    /// <returns>Null when it reaches back further than is kept.</returns>
    public Missed? Since(long position)
    {
        if (At(tail.State).Missed.TryGetValue(position, out var known))
        {
            return known;
        }

        var (events, state) = tail.Since(position);
        if (events is null)
        {
            return null;
        }

        var missed = new Missed(events, state);
        var shared = At(state).Missed;
        return shared.Count < Positions ? shared.GetOrAdd(position, missed) : missed;
    }

    private Newest At(Room state)
    {
        var newest = _newest;
        return newest is not null && ReferenceEquals(newest.State, state) ? newest : _newest = new Newest(state);
    }

    private sealed class Newest(Room state)
    {
        public Room State => state;

        public Lazy<Snapshot> Snapshot { get; } = new(() => Rooms.Snapshot.Of(state, Viewer.Anybody, 0).ToShare());

        public ConcurrentDictionary<long, Missed> Missed { get; } = [];
    }
}

/// <summary>The events after a position, and the state that they lead to.</summary>
internal sealed class Missed
{
    private readonly IReadOnlyList<RoomEvent> _events;
    private readonly Lazy<HashSet<Guid>> _concerned;
    private readonly Lazy<IReadOnlyList<RoomEvent>> _seenByAnybody;

    public Missed(IReadOnlyList<RoomEvent> events, Room state)
    {
        (_events, State) = (events, state);
        _concerned = new(() => [.. events.OfType<LiveEvent>().SelectMany(happened => happened.Concerns(state))]);
        _seenByAnybody = new(() => Shown(Viewer.Anybody));
        Json = new(() => JsonSerializer.SerializeToUtf8Bytes(_seenByAnybody.Value, RoomEventJson.Options));
    }

    public Room State { get; }

    /// <summary>What anybody sees of it.</summary>
    public Lazy<ReadOnlyMemory<byte>> Json { get; }

    /// <returns>And whether it is what anybody sees.</returns>
    public (IReadOnlyList<RoomEvent> Events, bool IsAnybodys) SeenBy(Viewer viewer) =>
        viewer.Moderates || _concerned.Value.Contains(viewer.Id) ? (Shown(viewer), false) : (_seenByAnybody.Value, true);

    private List<RoomEvent> Shown(Viewer viewer) => [.. _events.Select(happened => State.Show(happened, viewer)).OfType<RoomEvent>()];
}
