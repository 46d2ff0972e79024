using Webinars.Replaying;

namespace Webinars.Adapters.Mux;

/// <summary>Mux's recordings over REST. Source: Mux API reference, "Assets".</summary>
internal sealed class MuxAssets(HttpClient http) : IRecordingService
{
    public async Task<RecordedAsset?> Get(string assetId, CancellationToken ct) =>
        (await http.Read<MuxAsset>(HttpMethod.Get, $"video/v1/assets/{Uri.EscapeDataString(assetId)}", null, ct)).ToRecordedAsset();
}
