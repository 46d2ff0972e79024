using System.Globalization;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Mux.Live;

/// <summary>A recording as the API gives it (times are text) and as webhooks tell it (times are numbers).</summary>
internal static class AssetJson
{
    public static JsonObject Api(Asset asset)
    {
        var json = Common(asset, at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json["created_at"] = asset.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return json;
    }

    public static JsonObject Webhook(Asset asset)
    {
        var json = Common(asset, at => new JsonObject
        {
            ["seconds"] = at.ToUnixTimeSeconds(),
            ["nanos"] = at.UtcTicks % TimeSpan.TicksPerSecond * 100,
        });
        json["created_at"] = asset.CreatedAt.ToUnixTimeSeconds();
        return json;
    }

    private static JsonObject Common(Asset asset, Func<DateTimeOffset, JsonNode> time)
    {
        var live = asset.CompletedAt is null;
        double? duration = live ? null : asset.Pieces.Sum(Duration);
        var json = new JsonObject
        {
            ["tracks"] = asset.Ready ? Tracks(asset, duration) : new JsonArray(),
            ["status"] = asset.Ready ? "ready" : "preparing",
            ["playback_ids"] = new JsonArray([.. asset.PlaybackIds.Select(LiveStreamJson.Of)]),
            ["mp4_support"] = asset.Settings["mp4_support"]?.DeepClone() ?? "none",
            ["max_resolution_tier"] = asset.Settings["max_resolution_tier"]?.DeepClone() ?? "1080p",
            ["master_access"] = asset.Settings["master_access"]?.DeepClone() ?? "none",
            ["live_stream_id"] = asset.LiveStreamId,
            ["ingest_type"] = "live_rtmp",
            ["id"] = asset.Id,
            ["encoding_tier"] = asset.Settings["encoding_tier"]?.DeepClone() ?? "smart",
            ["video_quality"] = asset.Settings["video_quality"]?.DeepClone() ?? "plus",
            ["progress"] = new JsonObject { ["state"] = live ? "live" : "completed", ["progress"] = live ? -1 : 100 },
            ["is_live"] = live,
        };
        json.Set("passthrough", asset.Settings["passthrough"]?.DeepClone());
        json.Set("meta", asset.Settings["meta"]?.DeepClone());
        json.Set("test", asset.Test ? true : null);
        if (asset.Ready)
        {
            json["max_stored_resolution"] = "HD";
            json["resolution_tier"] = "720p";
            json["aspect_ratio"] = "16:9";
            json["recording_times"] = new JsonArray([.. asset.Pieces.Select(x => RecordingTime(x, time))]);
        }

        if (!live)
        {
            json["duration"] = duration;
            json["max_stored_frame_rate"] = 24;
        }

        return json;
    }

    private static double Duration(Piece piece) => (piece.EndedAt!.Value - piece.StartedAt).TotalSeconds;

    private static JsonObject RecordingTime(Piece piece, Func<DateTimeOffset, JsonNode> time)
    {
        var json = new JsonObject { ["type"] = "content", ["started_at"] = time(piece.StartedAt) };
        json.Set("duration", piece.EndedAt is null ? null : Duration(piece));
        return json;
    }

    private static JsonArray Tracks(Asset asset, double? duration)
    {
        var video = new JsonObject { ["type"] = "video", ["max_width"] = 1280, ["max_height"] = 720, ["max_frame_rate"] = 24, ["id"] = asset.Id + "-v" };
        var audio = new JsonObject { ["type"] = "audio", ["max_channels"] = 1, ["id"] = asset.Id + "-a" };
        video.Set("duration", duration);
        audio.Set("duration", duration);
        return [video, audio];
    }
}
