using System.Text.Json;
using Webinars.Replaying;
using Webinars.Streaming;

namespace Webinars.Adapters.Mux;

/// <summary>Mux's webhook messages in our words. Webhook shapes differ from the API's: times are numbers here.</summary>
internal static class MuxEvents
{
    /// <returns>A <see cref="StreamSignal"/>, a <see cref="RecordingSignal"/>, or null for what means nothing to us.</returns>
    public static object? Read(JsonElement message)
    {
        var data = message.GetProperty("data");
        var id = message.GetProperty("id").GetString()!;
        return message.GetProperty("type").GetString() switch
        {
            "video.live_stream.connected" => Signal(StreamState.Connected),
            "video.live_stream.active" => Signal(StreamState.Active),
            "video.live_stream.disconnected" => Signal(StreamState.Disconnected),
            "video.live_stream.idle" or "video.live_stream.disabled" => Signal(StreamState.Idle),
            "video.asset.ready" => Recorded(finished: false),
            "video.asset.live_stream_completed" => Recorded(finished: true),
            _ => null,
        };

        StreamSignal Signal(StreamState state) =>
            new(id, data.GetProperty("id").GetString()!, state, message.GetProperty("created_at").GetDateTimeOffset());

        RecordingSignal? Recorded(bool finished) => data.TryGetProperty("live_stream_id", out var stream) && stream.GetString() is { } streamId
            ? new RecordingSignal(id, streamId, Asset(data, finished))
            : null;
    }

    private static RecordedAsset Asset(JsonElement data, bool finished) => new(
        data.GetProperty("id").GetString()!,
        data.GetProperty("playback_ids").EnumerateArray().First(id => id.GetProperty("policy").GetString() == "signed").GetProperty("id").GetString()!,
        finished && data.GetProperty("status").GetString() == "ready",
        data.TryGetProperty("recording_times", out var times) && times.ValueKind is JsonValueKind.Array ? [.. times.EnumerateArray().Select(Piece)] : []);

    private static RecordedPiece Piece(JsonElement piece)
    {
        var started = piece.GetProperty("started_at");
        var at = DateTimeOffset.FromUnixTimeSeconds(started.GetProperty("seconds").GetInt64())
            .AddTicks(started.TryGetProperty("nanos", out var nanos) ? nanos.GetInt64() / 100 : 0);
        return new RecordedPiece(at, TimeSpan.FromSeconds(piece.TryGetProperty("duration", out var duration) && duration.ValueKind is JsonValueKind.Number ? duration.GetDouble() : 0));
    }
}
