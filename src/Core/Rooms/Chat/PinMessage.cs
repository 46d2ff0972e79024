using Webinars.People;

namespace Webinars.Rooms.Chat;

/// <summary>Keeps a message in everybody's sight, or no longer. Refused: not-found, too-many (3 are pinned).</summary>
public sealed record PinMessage(Actor By, string ClientId, long MessageId, bool On) : MessageAction(By, ClientId, MessageId)
{
    public override Capability Needs => Capability.ModerateChat;

    protected override string Said => $"{MessageId} {On}";

    protected override Decision Decide(Room room, MessagePosted message, DateTimeOffset now)
    {
        var pinned = room.Chat.Pinned;
        return pinned.Contains(MessageId) == On ? Decision.Unchanged
            : On && room.RemovalOf(message) is not null ? Refusal.NotFound
            : On && pinned.Count >= ChatState.Pinnable ? Refusal.TooMany
            : new MessagePinned(MessageId, On);
    }
}
