namespace Webinars.Replaying;

/// <summary>The video vendor's recordings.</summary>
public interface IRecordingService
{
    /// <returns>Null while it cannot be played.</returns>
    /// <exception cref="VendorException">It was not told.</exception>
    Task<RecordedAsset?> Get(string assetId, CancellationToken ct);
}
