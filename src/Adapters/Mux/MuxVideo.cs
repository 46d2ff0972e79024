using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Webinars.Streaming;

namespace Webinars.Adapters.Mux;

/// <summary>Mux Video over REST. Source: Mux API reference, "Live Streams".</summary>
internal sealed class MuxVideo(HttpClient http, MuxPasses passes, IOptions<MuxOptions> options) : IVideoService
{
    public async Task<VideoStream> Create(Guid webinar, StreamTimes times, CancellationToken ct)
    {
        var wanted = new
        {
            playback_policies = new[] { "signed" },
            new_asset_settings = new { playback_policies = new[] { "signed" }, passthrough = webinar.ToString() },
            latency_mode = "low",

            // Always said: Mux takes 0 for low latency, and the first hiccup would end the recording.
            reconnect_window = times.ReconnectWindow.TotalSeconds,
            max_continuous_duration = (int)times.Longest.TotalSeconds,
            passthrough = webinar.ToString(),
        };
        return (await Read(HttpMethod.Post, "video/v1/live-streams", wanted, ct))!;
    }

    public Task<VideoStream?> Get(string streamId, CancellationToken ct) => Read(HttpMethod.Get, Path(streamId), null, ct);

    public Task<VideoStream?> ResetKey(string streamId, CancellationToken ct) => Read(HttpMethod.Post, Path(streamId, "/reset-stream-key"), null, ct);

    public async Task Close(string streamId, CancellationToken ct)
    {
        // Complete alone leaves the encoder connected for a minute, and a reconnect would begin a new recording.
        using var completed = await Send(HttpMethod.Put, Path(streamId, "/complete"), null, ct);
        using var disabled = await Send(HttpMethod.Put, Path(streamId, "/disable"), null, ct);
    }

    public async Task Delete(string streamId, CancellationToken ct)
    {
        using var deleted = await Send(HttpMethod.Delete, Path(streamId), null, ct);
    }

    public PlaybackPass Sign(string playbackId, Clip? clip, DateTimeOffset expiresAt) => passes.Sign(playbackId, clip, expiresAt);

    private static string Path(string streamId, string? act = null) => $"video/v1/live-streams/{Uri.EscapeDataString(streamId)}{act}";

    private async Task<VideoStream?> Read(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var answer = await Send(method, path, body, ct);
        if (answer.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        var stream = (await answer.Content.ReadFromJsonAsync<Answer>(ct))!.Data;
        var playbackId = stream.PlaybackIds.First(id => id.Policy == "signed").Id;
        return new VideoStream(
            stream.Id, stream.StreamKey, options.Value.IngestUrl, playbackId, stream.Status == "active" ? StreamState.Active : StreamState.Idle);
    }

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, CancellationToken ct) =>
        VendorCall.Send(http, new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) }, ct);

    private sealed record Answer([property: JsonPropertyName("data")] Stream Data);

    private sealed record Stream(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("stream_key")] string StreamKey,
        [property: JsonPropertyName("status")] string Status,
        [property: JsonPropertyName("playback_ids")] IReadOnlyList<PlaybackId> PlaybackIds);

    private sealed record PlaybackId([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("policy")] string Policy);
}
