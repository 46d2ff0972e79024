using Webinars.Replaying;

namespace Webinars.Adapters.Mux;

/// <summary>What we read of Mux's asset. Times are text here, numbers in webhooks.</summary>
internal sealed record MuxAsset(
    string Id, string Status, bool? IsLive, IReadOnlyList<MuxPlaybackId>? PlaybackIds, IReadOnlyList<MuxAsset.RecordingTime>? RecordingTimes)
{
    /// <returns>Null while our passes cannot play it.</returns>
    public RecordedAsset? ToRecordedAsset() => Status == "ready" && PlaybackIds?.FirstOrDefault(id => id.Policy == "signed") is { } playback
        ? new RecordedAsset(Id, playback.Id, IsLive is not true, [.. (RecordingTimes ?? []).Where(piece => piece.Type != "slate").Select(Piece)])
        : null;

    private static RecordedPiece Piece(RecordingTime piece) => new(piece.StartedAt, TimeSpan.FromSeconds(piece.Duration ?? 0));

    internal sealed record RecordingTime(DateTimeOffset StartedAt, double? Duration, string? Type);
}
