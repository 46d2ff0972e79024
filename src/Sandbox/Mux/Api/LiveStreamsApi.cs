using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Webhooks;

namespace Webinars.Sandbox.Mux.Api;

internal static class LiveStreamsApi
{
    public static void Map(RouteGroupBuilder streams)
    {
        streams.MapGet("", List);
        streams.MapPost("", CreateAsync);
        streams.MapGet("{id}", (string id, SandboxFile<MuxState> file) => file.Read(x => Reply.Data(LiveStreamJson.Api(x.Stream(id)))));
        streams.MapPatch("{id}", UpdateAsync);
        streams.MapDelete("{id}", DeleteAsync);
        streams.MapPut("{id}/complete", (string id, SandboxFile<MuxState> file, RtmpListener ingest, TimeProvider time) => EndAsync(id, file, ingest, time, Broadcast.Finish));
        streams.MapPut("{id}/enable", (string id, SandboxFile<MuxState> file, TimeProvider time) => Signal(id, file, time, Broadcast.Enable));
        streams.MapPut("{id}/disable", (string id, SandboxFile<MuxState> file, RtmpListener ingest, TimeProvider time) => EndAsync(id, file, ingest, time, Broadcast.Disable));
        streams.MapPost("{id}/reset-stream-key", ResetKey);
        SetsOneSetting(streams, "embedded-subtitles", "embedded_subtitles");
        SetsOneSetting(streams, "generated-subtitles", "generated_subtitles");
        SimulcastTargetsApi.Map(streams.MapGroup("{id}/simulcast-targets"));
        PlaybackIdsApi.Map(streams.MapGroup("{id}/playback-ids"), (state, id) => state.Stream(id).PlaybackIds, ToldUpdated);
    }

    private static IResult List(HttpRequest request, SandboxFile<MuxState> file) => file.Read(state =>
    {
        var (status, key) = (request.Query["status"].ToString(), request.Query["stream_key"].ToString());
        var found = state.Streams.AsEnumerable().Reverse()
            .Where(x => key.Length == 0 || x.StreamKey == key)
            .Where(x => status.Length == 0 || x.Status.Equals(status, StringComparison.OrdinalIgnoreCase));
        return Reply.Data(new JsonArray([.. found.Page(request).Select(LiveStreamJson.Api)]));
    });

    private static async Task<IResult> CreateAsync(HttpRequest request, SandboxFile<MuxState> file, TimeProvider time)
    {
        var stream = LiveStreamSettings.Create(await Parameters.ReadAsync(request, LiveStreamSettings.ForCreate), time.GetUtcNow());
        return file.Change(state =>
        {
            state.Streams.Add(stream);
            state.Tell("video.live_stream.created", stream, stream.CreatedAt);
            return Reply.Data(LiveStreamJson.Api(stream), StatusCodes.Status201Created);
        });
    }

    private static async Task<IResult> UpdateAsync(string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time)
    {
        var parameters = await Parameters.ReadAsync(request, LiveStreamSettings.ForUpdate);
        return file.Change(state =>
        {
            LiveStreamSettings.Update(state.Stream(id), parameters);
            ToldUpdated(state, id, time.GetUtcNow());
            return Reply.Data(LiveStreamJson.Api(state.Stream(id)));
        });
    }

    private static async Task<IResult> DeleteAsync(string id, SandboxFile<MuxState> file, RtmpListener ingest, TimeProvider time)
    {
        await ingest.ThrowOffAsync(id);
        return file.Change(state =>
        {
            var stream = state.Stream(id);
            Broadcast.Finish(state, stream, time.GetUtcNow());
            state.Streams.Remove(stream);
            state.Tell("video.live_stream.deleted", stream, time.GetUtcNow());
            return Results.NoContent();
        });
    }

    private static IResult ResetKey(string id, SandboxFile<MuxState> file, TimeProvider time) => file.Change(state =>
    {
        state.Stream(id).StreamKey = LiveStreamSettings.NewStreamKey();
        ToldUpdated(state, id, time.GetUtcNow());
        return Reply.Data(LiveStreamJson.Api(state.Stream(id)), StatusCodes.Status201Created);
    });

    /// <summary>A real encoder is thrown off first, so that the recording holds all that it sent.</summary>
    private static async Task<IResult> EndAsync(
        string id, SandboxFile<MuxState> file, RtmpListener ingest, TimeProvider time, Action<MuxState, LiveStream, DateTimeOffset> signal)
    {
        await ingest.ThrowOffAsync(id);
        return Signal(id, file, time, signal);
    }

    private static IResult Signal(string id, SandboxFile<MuxState> file, TimeProvider time, Action<MuxState, LiveStream, DateTimeOffset> signal) =>
        file.Change(state =>
        {
            signal(state, state.Stream(id), time.GetUtcNow());
            return Reply.Data(new JsonObject());
        });

    /// <summary>A setting that has an address of its own, and is replaced there.</summary>
    private static void SetsOneSetting(RouteGroupBuilder streams, string path, string name) =>
        streams.MapPut("{id}/" + path, async (string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time) =>
        {
            var parameters = await Parameters.ReadAsync(request, name);
            return file.Change(state =>
            {
                LiveStreamSettings.Replace(state.Stream(id), parameters, name);
                ToldUpdated(state, id, time.GetUtcNow());
                return Reply.Data(LiveStreamJson.Api(state.Stream(id)));
            });
        });

    private static void ToldUpdated(MuxState state, string id, DateTimeOffset now) => state.Tell("video.live_stream.updated", state.Stream(id), now);
}
