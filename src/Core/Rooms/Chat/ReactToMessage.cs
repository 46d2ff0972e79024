using Webinars.People;

namespace Webinars.Rooms.Chat;

/// <summary>Says whether one's reaction is under a message. A set, never a toggle. Refused: not-found, not-live, invalid (another emoji than the six).</summary>
public sealed record ReactToMessage(Actor By, string ClientId, long MessageId, string Emoji, bool On) : MessageAction(By, ClientId, MessageId)
{
    public override Capability Needs => Capability.React;

    protected override string Said => $"{MessageId} {Emoji} {On}";

    public override RoomAction Checked() => Reactions.Emoji.Has(Emoji)
        ? this
        : throw new RefusedException(Refusal.Invalid("emoji", $"One of {string.Join(' ', Reactions.Emoji.All)}"));

    protected override Decision Decide(Room room, MessagePosted message, DateTimeOffset now) =>
        room.RemovalOf(message) is not null ? Refusal.NotFound
        : !room.IsOpenTo(By) ? Refusal.NotLive
        : (room.Chat.Amended.GetValueOrDefault(MessageId)?.Has(Emoji, By.Id) ?? false) == On ? Decision.Unchanged
        : new MessageReacted(MessageId, Emoji, On);
}
