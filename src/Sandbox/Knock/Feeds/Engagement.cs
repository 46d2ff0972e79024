using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Webhooks;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>What a person does with a message.</summary>
internal static class Engagement
{
    public static readonly IReadOnlyList<string> Statuses = ["seen", "unseen", "read", "unread", "archived", "unarchived", "interacted"];

    /// <returns>What came of it; nothing when it was so already. Whoever acts on a message has read it.</returns>
    public static IReadOnlyList<Happening> Mark(this Message message, string status, DateTimeOffset now, JsonObject? metadata = null)
    {
        switch (status)
        {
            case "seen" when message.SeenAt is null:
                message.SeenAt = now;
                break;
            case "unseen" when message.SeenAt is not null:
                message.SeenAt = null;
                break;
            case "read" when message.ReadAt is null:
                message.ReadAt = now;
                break;
            case "unread" when message.ReadAt is not null:
                message.ReadAt = null;
                break;
            case "archived" when message.ArchivedAt is null:
                message.ArchivedAt = now;
                break;
            case "unarchived" when message.ArchivedAt is not null:
                message.ArchivedAt = null;
                break;
            case "interacted":
                message.InteractedAt ??= now;
                IReadOnlyList<Happening> read = message.Mark("read", now);
                return [.. read, message.Note("message.interacted", now, metadata)];
            default:
                return [];
        }

        return [message.Note($"message.{status}", now)];
    }

    public static Happening Note(this Message message, string type, DateTimeOffset now, JsonObject? data = null)
    {
        message.UpdatedAt = now;
        message.Events.Add(new MessageEvent(KnockKeys.NewId(), type, now, (JsonObject?)data?.DeepClone()));
        return new Happening(message, type, now, data);
    }

    /// <summary>Whether a message is what a filter asks for: a status, or that it lacks one.</summary>
    public static bool Is(this Message message, string status) => status switch
    {
        "seen" => message.SeenAt is not null,
        "unseen" => message.SeenAt is null,
        "read" => message.ReadAt is not null,
        "unread" => message.ReadAt is null,
        "archived" => message.ArchivedAt is not null,
        "unarchived" => message.ArchivedAt is null,
        "interacted" => message.InteractedAt is not null,

        // Nobody counts clicks on links here.
        _ => false,
    };
}
