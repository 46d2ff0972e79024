using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Playback;
using Webinars.Sandbox.Mux.Webhooks;

namespace Webinars.Sandbox.Mux;

/// <summary>Everything that the made-up Mux remembers; <c>mux.json</c>.</summary>
public sealed class MuxState
{
    public List<LiveStream> Streams { get; init; } = [];
    public List<Asset> Assets { get; init; } = [];
    public List<SigningKey> SigningKeys { get; init; } = [];
    public List<PlaybackRestriction> Restrictions { get; init; } = [];

    /// <summary>Oldest first; what waits for delivery and the latest 200 of the others.</summary>
    public List<MuxWebhook> Webhooks { get; init; } = [];

    public LiveStream Stream(string id) => Streams.Find(x => x.Id == id) ?? throw MuxException.NotFound();

    public Asset Asset(string id) => Assets.Find(x => x.Id == id) ?? throw MuxException.NotFound();

    /// <summary>The recording that the stream writes now; null when it is idle.</summary>
    public Asset? ActiveAsset(LiveStream stream) => Assets.Find(x => x.Id == stream.ActiveAssetId);
}

/// <param name="PublicKey">Base64 of the SubjectPublicKeyInfo. The private half is given out once and not kept.</param>
public sealed record SigningKey(string Id, DateTimeOffset CreatedAt, string PublicKey);
