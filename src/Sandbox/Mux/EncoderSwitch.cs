using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Api;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux;

/// <summary>
/// In the place of an encoder: <c>{"on": true}</c> begins to send to the live stream, <c>{"on": false}</c> stops, also a real encoder
/// (which comes back if it is told to). Asking twice changes nothing.
/// </summary>
internal static class EncoderSwitch
{
    public static async Task<IResult> SwitchAsync(string id, HttpRequest request, SandboxFile<MuxState> file, RtmpListener ingest, TimeProvider time)
    {
        var parameters = await Parameters.ReadAsync(request, "on");
        if (!parameters.Has("on"))
        {
            throw parameters.Invalid("on", "is missing");
        }

        Action<MuxState, LiveStream, DateTimeOffset> turn = parameters.Flag("on") ? Broadcast.Connect : Broadcast.Disconnect;
        if (!parameters.Flag("on"))
        {
            await ingest.ThrowOffAsync(id);
        }

        return file.Change(state =>
        {
            var stream = state.Stream(id);
            turn(state, stream, time.GetUtcNow());
            return Reply.Json(new JsonObject
            {
                ["id"] = stream.Id,
                ["connected"] = stream.Connected is true,
                ["status"] = stream.Status,
                ["assetId"] = stream.ActiveAssetId,
            });
        });
    }
}
