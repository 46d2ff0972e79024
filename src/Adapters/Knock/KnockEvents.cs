using System.Text.Json;
using Webinars.Notifications;

namespace Webinars.Adapters.Knock;

/// <summary>Knock's webhook events in our words.</summary>
internal static class KnockEvents
{
    /// <returns>
    /// Null for what means nothing to us: other types, and notices to somebody who is none of our people (an environment may serve others too).
    /// The id is the same whenever the event is sent again. Knock sends none, and a hash of the body would hold only while it is written the same way,
    /// byte by byte; that this message had this happen to it at this microsecond is true once.
    /// </returns>
    public static (string Id, NotificationSignal Signal)? Read(JsonElement message)
    {
        if (message.TextOf("type") is not { } type || What(type) is not { } what
            || !message.TryGetProperty("created_at", out var created) || created.ValueKind is not JsonValueKind.String || !created.TryGetDateTimeOffset(out var at)
            || !message.TryGetProperty("data", out var data) || data.TextOf("id") is not { Length: > 0 } id
            || !Guid.TryParseExact(data.TextOf("recipient"), "D", out var recipient))
        {
            return null;
        }

        return ($"{id}/{type}/{created.GetString()}", new NotificationSignal(id, recipient, Workflow(data), what, at));
    }

    private static NotificationChange? What(string type) => type switch
    {
        "message.sent" => NotificationChange.Sent,
        "message.delivered" => NotificationChange.Delivered,
        "message.undelivered" or "message.bounced" => NotificationChange.Undelivered,
        "message.seen" => NotificationChange.Seen,
        "message.unseen" => NotificationChange.Unseen,
        "message.read" => NotificationChange.Read,
        "message.unread" => NotificationChange.Unread,
        "message.archived" => NotificationChange.Archived,
        "message.unarchived" => NotificationChange.Unarchived,
        "message.interacted" or "message.link_clicked" => NotificationChange.Clicked,

        // message.delivery_attempted: Knock goes on trying. Not of notices: workflow_recipient_run.*, and what somebody edits in its dashboard.
        _ => null,
    };

    /// <summary>Under its old name where the new one is missing.</summary>
    private static string Workflow(JsonElement data) =>
        (data.TryGetProperty("source", out var source) ? source.TextOf("key") : null) ?? data.TextOf("workflow") ?? "";
}
