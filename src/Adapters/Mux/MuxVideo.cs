using Microsoft.Extensions.Options;
using Webinars.Streaming;

namespace Webinars.Adapters.Mux;

/// <summary>Mux Video over REST. Source: Mux API reference, "Live Streams".</summary>
internal sealed class MuxVideo(HttpClient http, MuxPasses passes, IOptions<MuxOptions> options) : IVideoService
{
    private static readonly string[] SignedOnly = ["signed"];

    public async Task<VideoStream> Create(Guid webinar, StreamTimes times, CancellationToken ct)
    {
        var wanted = new
        {
            PlaybackPolicies = SignedOnly,
            NewAssetSettings = new { PlaybackPolicies = SignedOnly, Passthrough = webinar.ToString() },
            options.Value.LatencyMode,

            // Always said: Mux takes 0 for low latency, and the first hiccup would end the recording.
            ReconnectWindow = times.ReconnectWindow.TotalSeconds,

            // The other modes have it anyway.
            UseSlateForStandardLatency = true,
            ReconnectSlateUrl = options.Value.SlateUrl,
            MaxContinuousDuration = (int)times.Longest.TotalSeconds,
            Passthrough = webinar.ToString(),
            GeneratedSubtitles = options.Value.CaptionsLanguage is { } language ? new[] { new { Name = language, LanguageCode = language } } : null,
        };
        return Ours(await http.Read<MuxStream>(HttpMethod.Post, "video/v1/live-streams", wanted, ct));
    }

    public async Task<VideoStream> Get(string streamId, CancellationToken ct) => Ours(await http.Read<MuxStream>(HttpMethod.Get, Path(streamId), null, ct));

    public async Task<VideoStream> ResetKey(string streamId, CancellationToken ct) =>
        Ours(await http.Read<MuxStream>(HttpMethod.Post, Path(streamId, "/reset-stream-key"), null, ct));

    public async Task Close(string streamId, CancellationToken ct)
    {
        // Complete alone leaves the encoder connected for a minute, and a reconnect would begin a new recording.
        try
        {
            await http.Tell(HttpMethod.Put, Path(streamId, "/complete"), ct);
        }
        catch (VendorException error) when (error.Failure is VendorFailure.Rejected)
        {
            // Nothing may have been sent to it; disabling ends what there is too.
        }

        await http.Tell(HttpMethod.Put, Path(streamId, "/disable"), ct);
    }

    public Task Reopen(string streamId, CancellationToken ct) => http.Tell(HttpMethod.Put, Path(streamId, "/enable"), ct);

    public Task Delete(string streamId, CancellationToken ct) => http.Tell(HttpMethod.Delete, Path(streamId), ct);

    public async Task<string> AddTarget(string streamId, SimulcastTarget target, CancellationToken ct) =>
        (await http.Read<MuxTarget>(HttpMethod.Post, Path(streamId, "/simulcast-targets"), new { target.Url, target.StreamKey, Passthrough = target.Name }, ct)).Id;

    public Task RemoveTarget(string streamId, string targetId, CancellationToken ct) =>
        http.Tell(HttpMethod.Delete, Path(streamId, $"/simulcast-targets/{Uri.EscapeDataString(targetId)}"), ct);

    public PlaybackPass Sign(string playbackId, Clip? clip, DateTimeOffset expiresAt) => passes.Sign(playbackId, clip, expiresAt);

    private static string Path(string streamId, string? act = null) => $"video/v1/live-streams/{Uri.EscapeDataString(streamId)}{act}";

    private VideoStream Ours(MuxStream stream) => stream.ToVideoStream(options.Value.IngestUrl);
}
