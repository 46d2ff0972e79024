using Webinars.Replaying;

namespace Webinars.Adapters.Mux;

/// <summary>Mux's recordings over REST. Source: Mux API reference, "Assets".</summary>
internal sealed class MuxAssets(HttpClient http) : IRecordingService
{
    public async Task<RecordedAsset?> Get(string assetId, CancellationToken ct)
    {
        var asset = await http.Read<Asset>(HttpMethod.Get, $"video/v1/assets/{Uri.EscapeDataString(assetId)}", null, ct);
        return asset.Status == "ready" && asset.PlaybackIds?.FirstOrDefault(id => id.Policy == "signed") is { } playback
            ? new RecordedAsset(asset.Id, playback.Id, asset.IsLive is not true, [.. (asset.RecordingTimes ?? []).Where(piece => piece.Type != "slate").Select(Piece)])
            : null;
    }

    private static RecordedPiece Piece(RecordingTime piece) => new(piece.StartedAt, TimeSpan.FromSeconds(piece.Duration ?? 0));

    /// <summary>What we read of Mux's asset. Times are text here, numbers in webhooks.</summary>
    private sealed record Asset(
        string Id, string Status, bool? IsLive, IReadOnlyList<MuxPlaybackId>? PlaybackIds, IReadOnlyList<RecordingTime>? RecordingTimes);

    private sealed record RecordingTime(DateTimeOffset StartedAt, double? Duration, string? Type);
}
