using Webinars.Log;

namespace Webinars.Rooms.Chat;

/// <param name="ReplyTo">Position of the message that it answers.</param>
/// <param name="Mentions">People whom its author meant by a name in it.</param>
public sealed record MessagePosted(string ClientId, string Text, long? ReplyTo = null, IReadOnlyList<Guid>? Mentions = null) : LiveEvent
{
    /// <summary>Not stored here: when its author changed it last.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Not stored here.</summary>
    public RemovedBy? Removed { get; init; }

    /// <summary>For moderators: the word for which it should be looked at, by the list of the moment at which it was written.</summary>
    public string? Flagged { get; init; }

    public override Room ApplyTo(Room room) => room with { Chat = room.Chat.Add(this) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => AsNow(room).For(viewer);

    /// <summary>With the text of its last edit; without any when it was removed.</summary>
    public MessagePosted AsNow(Room room)
    {
        var now = room.Chat.Amended.TryGetValue(Position, out var amendment) ? amendment.Message : this;
        return room.RemovalOf(this) is { } by ? now with { Text = "", Mentions = null, EditedAt = null, Flagged = null, Removed = by } : now;
    }

    public MessagePosted For(Viewer viewer) => Flagged is null || viewer.Moderates ? this : this with { Flagged = null };
}
