using Webinars.Streaming;

namespace Webinars.Adapters.Mux;

/// <summary>What we read of Mux's live stream; everything else is left alone.</summary>
internal sealed record MuxStream(
    string Id, string StreamKey, string Status, IReadOnlyList<MuxPlaybackId> PlaybackIds, string? ActiveAssetId, IReadOnlyList<string>? RecentAssetIds)
{
    /// <summary>The API does not say whether an encoder is connected; one that is has an asset to fill.</summary>
    public StreamState State => Status switch
    {
        "active" => StreamState.Active,
        "idle" when ActiveAssetId is not null => StreamState.Connected,
        _ => StreamState.Idle,
    };

    public VideoStream ToVideoStream(string ingestUrl) => new(Id, StreamKey, ingestUrl, PlaybackIds.First(id => id.Policy == "signed").Id, State)
    {
        AssetIds = RecentAssetIds ?? [],
        ActiveAssetId = ActiveAssetId,
    };
}

internal sealed record MuxPlaybackId(string Id, string Policy);

internal sealed record MuxTarget(string Id);
