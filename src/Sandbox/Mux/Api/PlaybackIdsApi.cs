using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Api;

internal static class PlaybackIdsApi
{
    /// <summary>From a playback id to what it plays.</summary>
    public static void Map(RouteGroupBuilder all) => all.MapGet("{playback}", (string playback, SandboxFile<MuxState> file) => file.Read(state =>
        state.Streams.Find(x => x.PlaybackIds.Exists(y => y.Id == playback)) is { } stream
            ? Owner(stream.PlaybackIds, playback, stream.Id, "live_stream")
            : state.Assets.Find(x => x.PlaybackIds.Exists(y => y.Id == playback)) is { } asset
                ? Owner(asset.PlaybackIds, playback, asset.Id, "asset")
                : throw MuxException.NotFound()));

    /// <summary>The playback ids of one live stream or asset.</summary>
    /// <param name="changed">Called after a change, with the owner's id and the time.</param>
    public static void Map(RouteGroupBuilder ids, Func<MuxState, string, List<PlaybackId>> of, Action<MuxState, string, DateTimeOffset> changed)
    {
        ids.MapPost("", async (string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time) =>
        {
            var parameters = await Parameters.ReadAsync(request, "policy", "drm_configuration_id");
            var playback = new PlaybackId(MuxId.New(), parameters.Policy("policy"));
            return file.Change(state =>
            {
                of(state, id).Add(playback);
                changed(state, id, time.GetUtcNow());
                return Reply.Data(LiveStreamJson.Of(playback), StatusCodes.Status201Created);
            });
        });
        ids.MapGet("{playback}", (string id, string playback, SandboxFile<MuxState> file) =>
            file.Read(state => Reply.Data(LiveStreamJson.Of(Find(of(state, id), playback)))));
        ids.MapDelete("{playback}", (string id, string playback, SandboxFile<MuxState> file, TimeProvider time) => file.Change(state =>
        {
            of(state, id).Remove(Find(of(state, id), playback));
            changed(state, id, time.GetUtcNow());
            return Results.NoContent();
        }));
    }

    private static PlaybackId Find(List<PlaybackId> ids, string playback) => ids.Find(x => x.Id == playback) ?? throw MuxException.NotFound();

    private static IResult Owner(List<PlaybackId> ids, string playback, string id, string type)
    {
        var json = LiveStreamJson.Of(Find(ids, playback));
        json["object"] = new JsonObject { ["id"] = id, ["type"] = type };
        return Reply.Data(json);
    }
}
