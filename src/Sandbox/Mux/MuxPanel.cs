using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Playback;

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
        })));
        panel.MapGet("watch/{playback}", (string playback, SandboxFile<MuxState> file, MuxKeys keys, TimeProvider time) =>
            Results.Redirect($"/sandbox/mux/stream/{playback}.m3u8?token={PlaybackToken.Sign(keys, playback, "v", time.GetUtcNow().AddHours(1))}"));
    }

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
}
