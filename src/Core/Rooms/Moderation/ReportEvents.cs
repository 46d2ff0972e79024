using Webinars.Log;
using Webinars.Rooms.Chat;

namespace Webinars.Rooms.Moderation;

/// <summary>For moderators; by whom, nobody sees.</summary>
public sealed record MessageReported(long MessageId, string? Reason) : MessageEvent(MessageId)
{
    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates ? base.SeenBy(viewer, room) : null;

    protected override MessageEvent Bare() => this with { By = null };

    protected override Amendment Change(Amendment amendment) => amendment with { Reports = amendment.Reports.Add(By!.Id, Reason) };
}

/// <summary>For moderators: one of them has looked, and the message stays.</summary>
public sealed record ReportsResolved(long MessageId) : MessageEvent(MessageId), IModerating
{
    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates ? this with { Older = null } : null;

    protected override Amendment Change(Amendment amendment) =>
        amendment with { Reports = amendment.Reports.Resolve(), Message = amendment.Message with { Flagged = null } };
}
