using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>An event that happened in the room itself. It knows what it makes of the room, and who may see what of it now.</summary>
public abstract record LiveEvent : RoomEvent
{
    /// <summary>Pure: the next state.</summary>
    public abstract Room ApplyTo(Room room);

    /// <summary>What this viewer may see of it: all, a part, or nothing (null).</summary>
    /// <param name="room">The room as it is now, which may be long after: what was removed meanwhile is not shown again.</param>
    public virtual RoomEvent? SeenBy(Viewer viewer, Room room) => this;

    /// <summary>People who may see more of it, now, than others of their kind.</summary>
    public virtual IEnumerable<Guid> Concerns(Room room) => [];

    /// <summary>Totals that it moves; they travel in a <see cref="Pulse"/>.</summary>
    public virtual IEnumerable<Total> Moves(Room room) => [];
}

/// <summary>Something that is counted: votes of a question, answers to a poll, reactions to a message.</summary>
public readonly record struct Total(Counted What, long Id);

public enum Counted
{
    Question,
    Poll,
    Message,
}
