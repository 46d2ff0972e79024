using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>One snapshot for all attendees who come to the same state and have nothing of their own in it.</summary>
internal sealed class SharedSnapshots
{
    private volatile Newest? _newest;

    public Snapshot Of(Room state)
    {
        var newest = _newest;
        if (newest is null || !ReferenceEquals(newest.State, state))
        {
            _newest = newest = new Newest(state, new(() => Snapshot.Of(state, Viewer.Anybody, 0).ToShare()));
        }

        return newest.Snapshot.Value;
    }

    private sealed record Newest(Room State, Lazy<Snapshot> Snapshot);
}
