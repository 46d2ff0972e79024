using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Webhooks;

namespace Webinars.Sandbox.Mux.Api;

/// <summary>Recordings. They come from live streams only: the sandbox takes no files.</summary>
internal static class AssetsApi
{
    public static void Map(RouteGroupBuilder assets)
    {
        assets.MapGet("", List);
        assets.MapGet("{id}", (string id, SandboxFile<MuxState> file) => file.Read(x => Reply.Data(AssetJson.Api(x.Asset(id)))));
        assets.MapPatch("{id}", UpdateAsync);
        assets.MapDelete("{id}", Delete);
        PlaybackIdsApi.Map(
            assets.MapGroup("{id}/playback-ids"),
            (state, id) => state.Asset(id).PlaybackIds,
            (state, id, now) => state.Tell("video.asset.updated", state.Asset(id), now));
    }

    /// <summary>Newest first; by <c>page</c>, or by <c>cursor</c>, whose value is the id of the last asset of the page before.</summary>
    private static IResult List(HttpRequest request, SandboxFile<MuxState> file) => file.Read(state =>
    {
        var (stream, cursor) = (request.Query["live_stream_id"].ToString(), request.Query["cursor"].ToString());
        var found = state.Assets.AsEnumerable().Reverse().Where(x => stream.Length == 0 || x.LiveStreamId == stream);
        if (cursor.Length > 0)
        {
            found = found.SkipWhile(x => x.Id != cursor).Skip(1);
        }

        var page = found.Page(request).ToList();
        var more = page.Count == MuxApi.Limit(request) && found.Last() != page[^1];
        return Reply.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. page.Select(AssetJson.Api)]),
            ["next_cursor"] = more ? page[^1].Id : null,
        });
    });

    /// <summary>What its owner wrote on it; an empty text takes it off.</summary>
    private static async Task<IResult> UpdateAsync(string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time)
    {
        var parameters = await Parameters.ReadAsync(request, "meta", "passthrough");
        var (meta, passthrough) = (parameters.Object("meta", LiveStreamSettings.Meta), parameters.Text("passthrough"));
        meta?.Text("title", 512);
        return file.Change(state =>
        {
            var asset = state.Asset(id);
            foreach (var name in new[] { "meta", "passthrough" }.Where(parameters.Has))
            {
                asset.Settings.Remove(name);
                asset.Settings.Set(name, passthrough?.Length == 0 && name == "passthrough" ? null : parameters.Node(name));
            }

            state.Tell("video.asset.updated", asset, time.GetUtcNow());
            return Reply.Data(AssetJson.Api(asset));
        });
    }

    private static IResult Delete(string id, SandboxFile<MuxState> file, Recordings recordings, TimeProvider time) => file.Change(state =>
    {
        var asset = state.Asset(id);
        if (asset.CompletedAt is null)
        {
            throw MuxException.Invalid("The asset is still being recorded; end its live stream first");
        }

        state.Assets.Remove(asset);
        recordings.Delete(asset);
        state.Streams.Find(x => x.Id == asset.LiveStreamId)?.RecentAssetIds.Remove(id);
        state.Tell("video.asset.deleted", asset, time.GetUtcNow());
        return Results.NoContent();
    });
}
