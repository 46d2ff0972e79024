using Webinars.Log;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Chat;

/// <summary>Something became of a message. Stored it says what; served it shows the message as it is now.</summary>
public abstract record MessageEvent(long MessageId) : LiveEvent
{
    /// <summary>Never served: the message, where it is older than what the room keeps.</summary>
    public MessagePosted? Older { get; init; }

    /// <summary>Not stored.</summary>
    public MessageView? Message { get; init; }

    public override Room ApplyTo(Room room) => room with { Chat = Change(room.Chat.Amend(MessageId, Older, Change)) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => Bare() with
    {
        Older = null,
        Message = room.Chat.Find(MessageId) is { } message ? MessageView.InEvent(message, room, viewer) : null,
    };

    /// <summary>Without what is only stored.</summary>
    protected virtual MessageEvent Bare() => this;

    protected virtual Amendment Change(Amendment amendment) => amendment;

    protected virtual ChatState Change(ChatState chat) => chat;
}

public sealed record MessageEdited(long MessageId, string? Text, string? Flagged) : MessageEvent(MessageId)
{
    protected override MessageEvent Bare() => this with { Text = null, Flagged = null };

    protected override Amendment Change(Amendment amendment) =>
        amendment with { Message = amendment.Message with { Text = Text!, Flagged = Flagged, EditedAt = At } };
}

/// <param name="Who">Not served: the message says it.</param>
public sealed record MessageRemoved(long MessageId, RemovedBy? Who) : MessageEvent(MessageId), IModerating
{
    bool IModerating.IsDecision => Who is RemovedBy.Moderator;

    protected override MessageEvent Bare() => this with { Who = null };

    protected override Amendment Change(Amendment amendment) => amendment with { Removed = Who, Reports = amendment.Reports.Resolve() };

    protected override ChatState Change(ChatState chat) => chat with { Pinned = chat.Pinned.Remove(MessageId) };
}

/// <summary>Who had reacted is told so again.</summary>
public sealed record MessageRestored(long MessageId) : MessageEvent(MessageId), IModerating
{
    public override IEnumerable<Guid> Concerns(Room room) => room.Chat.ReactorsTo(MessageId);

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => this with
    {
        Older = null,
        Message = room.Chat.Find(MessageId) is { } message ? MessageView.Restored(message, room, viewer) : null,
    };

    public override IEnumerable<Total> Moves(Room room) => [new(Counted.Message, MessageId)];

    protected override Amendment Change(Amendment amendment) => amendment with { Removed = null, RestoredAt = Position };
}

public sealed record MessagePinned(long MessageId, bool On) : MessageEvent(MessageId), IModerating
{
    protected override ChatState Change(ChatState chat) =>
        chat with { Pinned = On ? chat.Pinned.Remove(MessageId).Add(MessageId) : chat.Pinned.Remove(MessageId) };
}

/// <summary>Only who reacted is told; for the others it moves a total.</summary>
public sealed record MessageReacted(long MessageId, string Emoji, bool On) : MessageEvent(MessageId)
{
    public override IEnumerable<Guid> Concerns(Room room) => [By!.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Id == By!.Id ? this with { Older = null } : null;

    public override IEnumerable<Total> Moves(Room room) => [new(Counted.Message, MessageId)];

    protected override Amendment Change(Amendment amendment) => amendment.React(Emoji, By!.Id, On);
}
