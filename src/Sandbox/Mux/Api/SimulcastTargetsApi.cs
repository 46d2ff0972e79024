using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Webhooks;

namespace Webinars.Sandbox.Mux.Api;

internal static class SimulcastTargetsApi
{
    public static readonly string[] Known = ["passthrough", "stream_key", "url"];

    public static void Map(RouteGroupBuilder targets)
    {
        targets.MapPost("", CreateAsync);
        targets.MapGet("{target}", (string id, string target, SandboxFile<MuxState> file) =>
            file.Read(state => Reply.Data(LiveStreamJson.Of(Find(state.Stream(id), target)))));
        targets.MapDelete("{target}", Delete);
    }

    public static SimulcastTarget Target(Parameters parameters) => new()
    {
        Id = MuxId.New(),
        Url = parameters.Required("url") is var url && (url.StartsWith("rtmp", StringComparison.Ordinal) || url.StartsWith("srt://", StringComparison.Ordinal))
            ? url
            : throw parameters.Invalid("url", "must begin with rtmp://, rtmps:// or srt://"),
        StreamKey = parameters.Text("stream_key"),
        Passthrough = parameters.Text("passthrough"),
    };

    private static async Task<IResult> CreateAsync(string id, HttpRequest request, SandboxFile<MuxState> file, TimeProvider time)
    {
        var target = Target(await Parameters.ReadAsync(request, Known));
        return file.Change(state =>
        {
            var stream = Idle(state, id);
            stream.SimulcastTargets.Add(target);
            state.Tell("video.live_stream.simulcast_target.created", stream, target, time.GetUtcNow());
            return Reply.Data(LiveStreamJson.Of(target), StatusCodes.Status201Created);
        });
    }

    private static IResult Delete(string id, string target, SandboxFile<MuxState> file, TimeProvider time) => file.Change(state =>
    {
        var stream = Idle(state, id);
        var found = Find(stream, target);
        stream.SimulcastTargets.Remove(found);
        state.Tell("video.live_stream.simulcast_target.deleted", stream, found, time.GetUtcNow());
        return Results.NoContent();
    });

    private static SimulcastTarget Find(LiveStream stream, string target) => stream.SimulcastTargets.Find(x => x.Id == target) ?? throw MuxException.NotFound();

    private static LiveStream Idle(MuxState state, string id) => state.Stream(id) is { ActiveAssetId: null } stream
        ? stream
        : throw MuxException.Invalid("Simulcast targets can be changed only while the live stream is idle");
}
