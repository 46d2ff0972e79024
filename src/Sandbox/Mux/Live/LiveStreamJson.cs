using System.Globalization;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Mux.Live;

/// <summary>A live stream as the API gives it (<c>created_at</c> is text) and as webhooks tell it (a number, and <c>connected</c>, <c>recording</c>).</summary>
internal static class LiveStreamJson
{
    public static JsonObject Api(LiveStream stream)
    {
        var json = Common(stream);
        json["created_at"] = stream.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return json;
    }

    public static JsonObject Webhook(LiveStream stream)
    {
        var json = Common(stream);
        json["created_at"] = stream.CreatedAt.ToUnixTimeSeconds();
        json.Set("connected", stream.Connected);
        json.Set("recording", stream.Recording);
        return json;
    }

    public static JsonObject Of(SimulcastTarget target)
    {
        var json = new JsonObject { ["id"] = target.Id, ["status"] = target.Status, ["url"] = target.Url };
        json.Set("stream_key", target.StreamKey);
        json.Set("passthrough", target.Passthrough);
        return json;
    }

    public static JsonObject Of(PlaybackId playback) => new() { ["policy"] = playback.Policy, ["id"] = playback.Id };

    /// <summary>Absent, not null, when there is no value: so does Mux.</summary>
    public static void Set(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static JsonObject Common(LiveStream stream)
    {
        var json = new JsonObject
        {
            ["stream_key"] = stream.StreamKey,
            ["srt_passphrase"] = stream.SrtPassphrase,
            ["status"] = stream.Status,
            ["reconnect_window"] = stream.ReconnectWindow,
            ["playback_ids"] = new JsonArray([.. stream.PlaybackIds.Select(Of)]),
            ["max_continuous_duration"] = stream.MaxContinuousDuration,
            ["latency_mode"] = stream.LatencyMode,
            ["id"] = stream.Id,
            ["test"] = stream.Test,
        };
        json.Set("passthrough", stream.Passthrough);
        json.Set("new_asset_settings", stream.NewAssetSettings?.DeepClone());
        json.Set("active_asset_id", stream.ActiveAssetId);
        json.Set("recent_asset_ids", stream.RecentAssetIds.Count == 0 ? null : new JsonArray([.. stream.RecentAssetIds.Select(x => JsonValue.Create(x))]));
        json.Set("active_ingest_protocol", stream.Connected is true ? "rtmp" : null);
        json.Set("simulcast_targets", stream.SimulcastTargets.Count == 0 ? null : new JsonArray([.. stream.SimulcastTargets.Select(Of)]));
        foreach (var (name, value) in stream.Extras)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }
}
