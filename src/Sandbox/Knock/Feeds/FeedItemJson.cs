using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>A message as its reader's feed shows it.</summary>
internal static class FeedItemJson
{
    /// <param name="compact">Without activities, and without what lies deeper in the data.</param>
    public static JsonObject Of(Message message, KnockState state, bool compact)
    {
        var item = new JsonObject
        {
            ["__cursor"] = Listing.Cursor(message.Number),
            ["__typename"] = "FeedItem",
            ["id"] = message.Id,
            ["inserted_at"] = KnockJson.Time(message.At),
            ["updated_at"] = KnockJson.Time(message.UpdatedAt),
            ["seen_at"] = KnockJson.Time(message.SeenAt),
            ["read_at"] = KnockJson.Time(message.ReadAt),
            ["interacted_at"] = KnockJson.Time(message.InteractedAt),
            ["clicked_at"] = null,
            ["link_clicked_at"] = null,
            ["archived_at"] = KnockJson.Time(message.ArchivedAt),
            ["actors"] = Actor(message, state) is { } actor ? new JsonArray(actor) : [],
            ["total_actors"] = message.Actor is null ? 0 : 1,
            ["blocks"] = Template.Blocks(message),
            ["data"] = Data(message, compact),
            ["source"] = MessageJson.Source(message, "Workflow"),
            ["tenant"] = message.Tenant,
        };
        if (!compact)
        {
            item["total_activities"] = 1;
            item["activities"] = new JsonArray(new JsonObject
            {
                ["__typename"] = "Activity",
                ["id"] = message.Id,
                ["inserted_at"] = KnockJson.Time(message.At),
                ["updated_at"] = KnockJson.Time(message.At),
                ["data"] = message.Data.DeepClone(),
                ["actor"] = Actor(message, state),
                ["recipient"] = state.Users.GetValueOrDefault(message.UserId)?.Json(),
            });
        }

        return item;
    }

    private static JsonObject? Actor(Message message, KnockState state) => message.Actor is { } id ? state.Users.GetValueOrDefault(id)?.Json() : null;

    private static JsonObject Data(Message message, bool compact) =>
        new(message.Data.Where(x => !compact || x.Value is null or JsonValue).Select(x => KeyValuePair.Create(x.Key, x.Value?.DeepClone())));
}
