using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Playback;
using Webinars.Sandbox.Mux.Webhooks;

namespace Webinars.Sandbox.Mux;

/// <summary>What the sandbox's page shows of Mux, newest first, and its few buttons. Times are ISO 8601 text.</summary>
internal static class MuxPanel
{
    public static void Map(RouteGroupBuilder panel)
    {
        panel.MapPost("live-streams/{id}/encoder", EncoderSwitch.SwitchAsync);
        panel.MapGet("state", (SandboxFile<MuxState> file, RtmpListener ingest) => file.Read(state => Reply.Json(new JsonObject
        {
            ["ingest"] = new JsonObject { ["on"] = ingest.Status.Reason is null, ["url"] = ingest.Status.Url, ["reason"] = ingest.Status.Reason },
            ["streams"] = new JsonArray([.. state.Streams.AsEnumerable().Reverse().Select(Stream)]),
            ["assets"] = new JsonArray([.. state.Assets.AsEnumerable().Reverse().Select(Asset)]),
            ["webhooks"] = new JsonArray([.. state.Webhooks.AsEnumerable().Reverse().Select(Webhook)]),
        })));
        panel.MapGet("webhooks/{id}", (string id, SandboxFile<MuxState> file) => file.Read(state =>
        {
            var webhook = Find(state, id);
            var json = Webhook(webhook);
            json["body"] = JsonNode.Parse(webhook.Body);
            json["tries"] = new JsonArray([.. webhook.Attempts.Select(x => new JsonObject { ["at"] = x.At, ["status"] = x.Status, ["error"] = x.Error })]);
            return Reply.Json(json);
        }));
        panel.MapPost("webhooks/{id}/send", (string id, SandboxFile<MuxState> file, TimeProvider time) => file.Change(state =>
        {
            Find(state, id).DueAt = time.GetUtcNow();
            return Results.Accepted();
        }));
        panel.MapGet("watch/{playback}", (string playback, SandboxFile<MuxState> file, MuxKeys keys, TimeProvider time) =>
            Results.Redirect($"/sandbox/mux/stream/{playback}.m3u8?token={PlaybackToken.Sign(keys, playback, "v", time.GetUtcNow().AddHours(1))}"));
    }

    private static MuxWebhook Find(MuxState state, string id) => state.Webhooks.Find(x => x.Id == id) ?? throw MuxException.NotFound();

    private static JsonObject Stream(LiveStream stream) => new()
    {
        ["id"] = stream.Id,
        ["passthrough"] = stream.Passthrough,
        ["status"] = stream.Status,
        ["connected"] = stream.Connected is true,
        ["streamKey"] = stream.StreamKey,
        ["latencyMode"] = stream.LatencyMode,
        ["createdAt"] = stream.CreatedAt,
        ["idleAt"] = stream.Due.Find(x => x.Step == Step.CloseReconnectWindow)?.At,
        ["playbackId"] = stream.Status == "active" ? stream.PlaybackIds.FirstOrDefault()?.Id : null,
    };

    private static JsonObject Asset(Asset asset) => new()
    {
        ["id"] = asset.Id,
        ["liveStreamId"] = asset.LiveStreamId,
        ["passthrough"] = asset.Settings["passthrough"]?.ToString(),
        ["status"] = asset.CompletedAt is null ? "recording" : "ready",
        ["createdAt"] = asset.CreatedAt,
        ["duration"] = asset.CompletedAt is null ? null : Math.Round(asset.Pieces.Sum(x => (x.EndedAt!.Value - x.StartedAt).TotalSeconds), 1),
        ["playbackId"] = asset.Ready ? asset.PlaybackIds.FirstOrDefault()?.Id : null,
    };

    private static JsonObject Webhook(MuxWebhook webhook) => new()
    {
        ["id"] = webhook.Id,
        ["type"] = webhook.Type,
        ["objectType"] = webhook.ObjectType,
        ["objectId"] = webhook.ObjectId,
        ["createdAt"] = webhook.CreatedAt,
        ["attempts"] = webhook.Attempts.Count,
        ["lastStatus"] = webhook.Attempts.LastOrDefault()?.Status,
        ["lastError"] = webhook.Attempts.LastOrDefault()?.Error,
        ["dueAt"] = webhook.DueAt,
        ["delivered"] = webhook.Delivered,
    };
}
