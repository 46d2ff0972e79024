using Microsoft.Extensions.Options;
using Mux.Csharp.Sdk.Client;
using Mux.Csharp.Sdk.Model;
using Webinars.Adapters.Mux;
using Webinars.Streaming;
using HttpMethod = System.Net.Http.HttpMethod;

namespace Webinars.VendorSdks.Mux;

/// <summary>Mux Video through Mux.Csharp.Sdk. It updates nothing: an update through this package resets all that it does not name.</summary>
internal sealed class MuxSdkVideo(MuxSdk mux, MuxPasses passes, IOptions<MuxOptions> options) : IVideoService
{
    public async Task<VideoStream> Create(Guid webinar, StreamTimes times, CancellationToken ct)
    {
        var wanted = MuxSdkStream.Wanted(webinar, times, options.Value);
        return Ours(await mux.Read<MuxStream, LiveStreamResponse>(HttpMethod.Post, token => mux.Streams.CreateLiveStreamWithHttpInfoAsync(wanted, token), ct));
    }

    public async Task<VideoStream> Get(string streamId, CancellationToken ct) =>
        Ours(await mux.Look<MuxStream, LiveStreamResponse>(token => mux.Streams.GetLiveStreamWithHttpInfoAsync(streamId, token), ct));

    public async Task<VideoStream> ResetKey(string streamId, CancellationToken ct) =>
        Ours(await mux.Read<MuxStream, LiveStreamResponse>(HttpMethod.Post, token => mux.Streams.ResetStreamKeyWithHttpInfoAsync(streamId, token), ct));

    public async Task Close(string streamId, CancellationToken ct)
    {
        // As over REST: both, also where there is nothing to complete.
        try
        {
            await mux.Ask(HttpMethod.Put, token => mux.Streams.SignalLiveStreamCompleteWithHttpInfoAsync(streamId, token), ct);
        }
        catch (VendorException error) when (error.Failure is VendorFailure.Rejected)
        {
        }

        await mux.Ask(HttpMethod.Put, token => mux.Streams.DisableLiveStreamWithHttpInfoAsync(streamId, token), ct);
    }

    public Task Reopen(string streamId, CancellationToken ct) =>
        mux.Ask(HttpMethod.Put, token => mux.Streams.EnableLiveStreamWithHttpInfoAsync(streamId, token), ct);

    public Task Delete(string streamId, CancellationToken ct) =>
        mux.Ask(HttpMethod.Delete, token => mux.Streams.DeleteLiveStreamWithHttpInfoAsync(streamId, token), ct);

    public async Task<string> AddTarget(string streamId, Webinars.Streaming.SimulcastTarget target, CancellationToken ct)
    {
        var wanted = new CreateSimulcastTargetRequest(target.Name, target.StreamKey, target.Url);
        return (await mux.Read<MuxTarget, SimulcastTargetResponse>(
            HttpMethod.Post, token => mux.Streams.CreateLiveStreamSimulcastTargetWithHttpInfoAsync(streamId, wanted, token), ct)).Id;
    }

    public Task RemoveTarget(string streamId, string targetId, CancellationToken ct) =>
        mux.Ask(HttpMethod.Delete, token => mux.Streams.DeleteLiveStreamSimulcastTargetWithHttpInfoAsync(streamId, targetId, token), ct);

    public PlaybackPass Sign(string playbackId, Clip? clip, DateTimeOffset expiresAt) => passes.Sign(playbackId, clip, expiresAt);

    private VideoStream Ours(MuxStream stream) => stream.ToVideoStream(options.Value.IngestUrl);
}
