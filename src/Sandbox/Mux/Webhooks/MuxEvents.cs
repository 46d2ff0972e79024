using System.Globalization;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Mux.Webhooks;

/// <summary>Events are written into the state together with what they tell, and sent from there.</summary>
internal static class MuxEvents
{
    public static void Tell(this MuxState state, string type, LiveStream stream, DateTimeOffset at) =>
        state.Add(type, "live", stream.Id, stream.Id, LiveStreamJson.Webhook(stream), at);

    public static void Tell(this MuxState state, string type, Asset asset, DateTimeOffset at) =>
        state.Add(type, "asset", asset.Id, asset.LiveStreamId, AssetJson.Webhook(asset), at);

    public static void Tell(this MuxState state, string type, LiveStream stream, SimulcastTarget target, DateTimeOffset at)
    {
        var data = LiveStreamJson.Of(target);
        data["live_stream_id"] = stream.Id;
        state.Add(type, "simulcast_target", target.Id, stream.Id, data, at);
    }

    private static void Add(this MuxState state, string type, string objectType, string objectId, string liveStreamId, JsonObject data, DateTimeOffset at)
    {
        var id = Guid.NewGuid().ToString();
        var body = new JsonObject
        {
            ["type"] = type,
            ["request_id"] = null,
            ["object"] = new JsonObject { ["type"] = objectType, ["id"] = objectId },
            ["id"] = id,
            ["environment"] = new JsonObject { ["name"] = "Sandbox", ["id"] = "sandbx" },
            ["data"] = data,
            ["created_at"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["attempts"] = new JsonArray(),
            ["accessor_source"] = null,
            ["accessor"] = null,
        };
        state.Webhooks.Tell(new MuxWebhook
        {
            Id = id,
            Type = type,
            ObjectType = objectType,
            ObjectId = objectId,
            LiveStreamId = liveStreamId,
            Body = body.ToJsonString(),
            CreatedAt = at,
            DueAt = at,
        });
    }
}
