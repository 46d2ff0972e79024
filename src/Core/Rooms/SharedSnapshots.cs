using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>One snapshot for all who come to the same state and see the same of it.</summary>
internal sealed class SharedSnapshots
{
    private volatile Shared? _newest;

    /// <param name="eyes"><see cref="Viewer.Anybody"/> or <see cref="Viewer.Moderator"/>.</param>
    public Snapshot For(Room state, Viewer eyes, int viewers, Load? load)
    {
        var shared = _newest;
        if (shared is null || !ReferenceEquals(shared.State, state))
        {
            _newest = shared = new Shared(state);
        }

        return (eyes.Moderates ? shared.Moderator : shared.Anybody).Value with { Viewers = viewers, Load = load };
    }

    private sealed class Shared(Room state)
    {
        public Room State => state;

        public Lazy<Snapshot> Anybody { get; } = new(() => Snapshot.Of(state, Viewer.Anybody, 0).ToShare());

        public Lazy<Snapshot> Moderator { get; } = new(() => Snapshot.Of(state, Viewer.Moderator, 0).ToShare());
    }
}
