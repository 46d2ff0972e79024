using System.Globalization;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Webhooks;

/// <summary>Events are written into the state together with what they tell, and sent from there.</summary>
internal static class Outbox
{
    private const int Kept = 200;
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);
    private static readonly int[] DelaysInSeconds = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

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

    public static Webhook? NextDue(this MuxState state, string liveStreamId, DateTimeOffset now) =>
        state.Webhooks.Find(x => x.DueAt <= now && x.LiveStreamId == liveStreamId);

    /// <param name="now">When the attempt was over; the delay counts from then.</param>
    public static void Note(this MuxState state, string webhookId, Attempt attempt, DateTimeOffset now)
    {
        if (state.Webhooks.Find(x => x.Id == webhookId) is not { } webhook)
        {
            return;
        }

        webhook.Attempts.Add(attempt);
        var delay = TimeSpan.FromSeconds(DelaysInSeconds[Math.Min(webhook.Attempts.Count, DelaysInSeconds.Length) - 1]);
        var next = now + delay;
        webhook.DueAt = webhook.Delivered || next > webhook.CreatedAt + GiveUpAfter ? null : next;
        state.Trim();
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
        state.Webhooks.Add(new Webhook
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
        state.Trim();
    }

    private static void Trim(this MuxState state)
    {
        var surplus = state.Webhooks.Count - Kept;
        if (surplus > 0)
        {
            var settled = state.Webhooks.Where(x => x.DueAt is null).Take(surplus).ToHashSet();
            state.Webhooks.RemoveAll(settled.Contains);
        }
    }
}
