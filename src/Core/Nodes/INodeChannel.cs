namespace Webinars.Nodes;

/// <summary>What nodes tell each other now: at most once, in no order. Hints, and what may be lost; the truth is in the store.</summary>
/// <remarks>Nothing of it waits or throws. Handlers run on the channel's behalf: they only take note.</remarks>
public interface INodeChannel
{
    NodeLink Link { get; }

    /// <summary>The link is up again after it was not, or for the first time: what was said meanwhile was missed.</summary>
    event Action? Restored;

    /// <summary>Another node said this to every node.</summary>
    event Action<NodeNews>? Heard;

    /// <summary>To every other node.</summary>
    void Tell(NodeNews news);

    /// <summary>To the other nodes that follow this room.</summary>
    void Tell(Guid room, RoomNews news);

    /// <summary>Until disposed of, what other nodes tell of this room is heard.</summary>
    IDisposable Follow(Guid room, Action<RoomNews> heard);
}

public enum NodeLink
{
    /// <summary>There are no other nodes.</summary>
    Alone,
    Up,

    /// <summary>There may be others, but nobody hears anybody.</summary>
    Down,
}
