using Webinars.People;
using Webinars.Rooms.Chat;

namespace Webinars.Rooms.Moderation;

/// <summary>Says that a reported or flagged message may stay. Refused: not-found.</summary>
public sealed record ResolveReports(Actor By, string ClientId, long MessageId) : MessageAction(By, ClientId, MessageId)
{
    public override Capability Needs => Capability.ModerateChat;

    protected override Decision Decide(Room room, MessagePosted message, DateTimeOffset now) =>
        message.Flagged is not null || room.Chat.Amended.GetValueOrDefault(MessageId) is { Reports.Waiting: > 0 } ? new ReportsResolved(MessageId) : Decision.Unchanged;
}
