using System.Text.Json;
using Webinars.Replaying;
using Webinars.Streaming;

namespace Webinars.Adapters.Mux;

/// <summary>Mux's webhook messages in our words. Webhook shapes differ from the API's: times are numbers here.</summary>
internal static class MuxEvents
{
    /// <returns>The id is the same whenever the message is sent again; a <see cref="StreamSignal"/> or a <see cref="RecordingSignal"/>. Null for what means nothing to us.</returns>
    public static (string Id, object Signal)? Read(JsonElement message) =>
        message.TextOf("id") is { Length: > 0 } id && message.TextOf("type") is { } type && message.TryGetProperty("data", out var data) && Signal(message, type, data) is { } signal
            ? (id, signal)
            : null;

    private static object? Signal(JsonElement message, string type, JsonElement data)
    {
        return type switch
        {
            "video.live_stream.connected" => Streamed(StreamState.Connected),
            "video.live_stream.active" => Streamed(StreamState.Active),
            "video.live_stream.disconnected" => Streamed(StreamState.Disconnected),
            "video.live_stream.idle" or "video.live_stream.disabled" or "video.live_stream.deleted" => Streamed(StreamState.Idle),
            "video.asset.ready" => Recorded(finished: false),
            "video.asset.live_stream_completed" => Recorded(finished: true),

            // Answers to our own calls: created, updated, enabled, simulcast_target.*. Nothing new between connected and active: recording.
            // Before ready, or after the replay: asset.created, .updated, .deleted, .warning, .errored (there is no replay then), renditions, masters,
            // tracks. Not of our live streams: uploads, traffic.
            _ => null,
        };

        StreamSignal Streamed(StreamState state) =>
            new(data.GetProperty("id").GetString()!, state, message.GetProperty("created_at").GetDateTimeOffset());

        RecordingSignal? Recorded(bool finished) =>
            data.TryGetProperty("live_stream_id", out var stream) && stream.GetString() is { } streamId && Asset(data, finished) is { } asset
                ? new RecordingSignal(streamId, asset)
                : null;
    }

    /// <returns>Null for one that our passes cannot play.</returns>
    private static RecordedAsset? Asset(JsonElement data, bool finished) => PlaybackId(data) is { } playbackId
        ? new RecordedAsset(
            data.GetProperty("id").GetString()!,
            playbackId,
            finished && data.GetProperty("status").GetString() == "ready",
            data.TryGetProperty("recording_times", out var times) && times.ValueKind is JsonValueKind.Array
                ? [.. times.EnumerateArray().Where(piece => !IsSlate(piece)).Select(Piece)]
                : [])
        : null;

    private static string? PlaybackId(JsonElement data) => data.TryGetProperty("playback_ids", out var ids) && ids.ValueKind is JsonValueKind.Array
        ? ids.EnumerateArray().Where(id => id.GetProperty("policy").GetString() == "signed").Select(id => id.GetProperty("id").GetString()).FirstOrDefault()
        : null;

    private static bool IsSlate(JsonElement piece) => piece.TryGetProperty("type", out var type) && type.GetString() == "slate";

    private static RecordedPiece Piece(JsonElement piece)
    {
        var started = piece.GetProperty("started_at");
        var at = DateTimeOffset.FromUnixTimeSeconds(started.GetProperty("seconds").GetInt64())
            .AddTicks(started.TryGetProperty("nanos", out var nanos) ? nanos.GetInt64() / 100 : 0);
        return new RecordedPiece(at, TimeSpan.FromSeconds(piece.TryGetProperty("duration", out var duration) && duration.ValueKind is JsonValueKind.Number ? duration.GetDouble() : 0));
    }
}
