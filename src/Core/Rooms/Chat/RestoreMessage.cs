using Webinars.People;

namespace Webinars.Rooms.Chat;

/// <summary>Brings back what a moderator removed; what its author removed stays so. Refused: not-found.</summary>
public sealed record RestoreMessage(Actor By, string ClientId, long MessageId) : MessageAction(By, ClientId, MessageId)
{
    public override Capability Needs => Capability.ModerateChat;

    protected override Decision Decide(Room room, MessagePosted message, DateTimeOffset now) => room.RemovalOf(message) switch
    {
        null => Decision.Unchanged,
        RemovedBy.Author => Refusal.NotFound,
        _ => new MessageRestored(MessageId),
    };
}
