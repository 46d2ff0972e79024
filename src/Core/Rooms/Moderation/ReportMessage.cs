using Webinars.People;
using Webinars.Rooms.Chat;
using Webinars.Text;

namespace Webinars.Rooms.Moderation;

/// <summary>Asks the moderators to look at a message; once per person. Refused: not-found, too-long, bad-text.</summary>
public sealed record ReportMessage(Actor By, string ClientId, long MessageId, string? Reason) : MessageAction(By, ClientId, MessageId)
{
    public const int MaxReason = 200;

    public override Capability Needs => Capability.Report;

    protected override string Said => $"{MessageId}\n{Reason}";

    public override RoomAction Checked() =>
        this with { Reason = PlainText.Clean(Reason, 0, MaxReason, field: "reason") is { Length: > 0 } reason ? reason : null };

    protected override Decision Decide(Room room, MessagePosted message, DateTimeOffset now) =>
        room.RemovalOf(message) is not null ? Refusal.NotFound
        : room.Chat.Amended.GetValueOrDefault(MessageId)?.Reports.By.Contains(By.Id) is true ? Decision.Unchanged
        : new MessageReported(MessageId, Reason);
}
