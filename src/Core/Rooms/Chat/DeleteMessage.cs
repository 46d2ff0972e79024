using Webinars.People;

namespace Webinars.Rooms.Chat;

/// <summary>Takes a message from everybody's eyes: its author at any time, a moderator anybody's. Refused: not-found, not-allowed.</summary>
public sealed record DeleteMessage(Actor By, string ClientId, long MessageId) : MessageAction(By, ClientId, MessageId)
{
    public override Capability Needs => Capability.Attend;

    protected override Decision Decide(Room room, MessagePosted message, DateTimeOffset now)
    {
        if (message.By!.Id != By.Id)
        {
            return !By.Can(Capability.ModerateChat) ? Refusal.NotAllowed
                : room.RemovalOf(message) is not null ? Decision.Unchanged
                : new MessageRemoved(MessageId, RemovedBy.Moderator);
        }

        // Also what a moderator has removed: it may not be brought back against its author's will.
        return room.RemovalOf(message) is RemovedBy.Author ? Decision.Unchanged : new MessageRemoved(MessageId, RemovedBy.Author);
    }
}
