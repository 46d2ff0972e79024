using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>A message as the API and the webhooks show it.</summary>
internal static class MessageJson
{
    private static readonly string[] Shown = ["seen", "read", "interacted", "archived"];

    public static JsonObject Of(Message message) => new()
    {
        ["__cursor"] = Listing.Cursor(message.Number),
        ["__typename"] = "Message",
        ["id"] = message.Id,
        ["actors"] = message.Actor is null ? [] : new JsonArray(message.Actor),
        ["channel_id"] = message.ChannelId,
        ["data"] = message.Data.DeepClone(),
        ["engagement_statuses"] = new JsonArray([.. Shown.Where(message.Is).Select(x => (JsonNode)x)]),
        ["inserted_at"] = KnockJson.Time(message.At),
        ["updated_at"] = KnockJson.Time(message.UpdatedAt),
        ["metadata"] = new JsonObject(),
        ["recipient"] = message.UserId,
        ["source"] = Source(message, "NotificationSource"),
        ["status"] = "delivered",
        ["tenant"] = message.Tenant,
        ["workflow"] = message.Workflow,
        ["seen_at"] = KnockJson.Time(message.SeenAt),
        ["read_at"] = KnockJson.Time(message.ReadAt),
        ["interacted_at"] = KnockJson.Time(message.InteractedAt),
        ["clicked_at"] = null,
        ["link_clicked_at"] = null,
        ["archived_at"] = KnockJson.Time(message.ArchivedAt),
        ["scheduled_at"] = null,
    };

    public static JsonObject Source(Message message, string typename) => new()
    {
        ["__typename"] = typename,
        ["key"] = message.Workflow,
        ["version_id"] = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(message.Workflow)).AsSpan(0, 16)).ToString(),
        ["categories"] = new JsonArray(),
    };

    public static JsonObject Content(Message message) => new()
    {
        ["__typename"] = "MessageContent",
        ["message_id"] = message.Id,
        ["inserted_at"] = KnockJson.Time(message.At),
        ["data"] = new JsonObject { ["__typename"] = "MessageInAppFeedContent", ["blocks"] = Template.Blocks(message) },
    };

    public static JsonObject Of(MessageEvent happened, Message message) => new()
    {
        ["__typename"] = "MessageEvent",
        ["id"] = happened.Id,
        ["type"] = happened.Type,
        ["inserted_at"] = KnockJson.Time(happened.At),
        ["recipient"] = message.UserId,
        ["data"] = happened.Data?.DeepClone(),
    };
}
