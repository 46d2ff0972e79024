namespace Webinars.Notifications;

/// <summary>What became of one notice on one person's screen, as its vendor tells it.</summary>
/// <param name="MessageId">The vendor's id of the notice to this one person.</param>
/// <param name="At">When it happened, by the vendor's clock: signals may come late and in any order.</param>
public sealed record NotificationSignal(string MessageId, Guid Recipient, string Workflow, NotificationChange What, DateTimeOffset At);

public enum NotificationChange
{
    Sent,
    Delivered,

    /// <summary>It could not be shown.</summary>
    Undelivered,
    Seen,
    Unseen,
    Read,
    Unread,
    Archived,
    Unarchived,
    Clicked,
}
