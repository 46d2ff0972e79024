using Mux.Csharp.Sdk.Model;
using Webinars.Adapters.Mux;
using Webinars.Replaying;

namespace Webinars.VendorSdks.Mux;

/// <summary>Mux's recordings through Mux.Csharp.Sdk.</summary>
internal sealed class MuxSdkAssets(MuxSdk mux) : IRecordingService
{
    public async Task<RecordedAsset?> Get(string assetId, CancellationToken ct) =>
        (await mux.Look<MuxAsset, AssetResponse>(token => mux.Assets.GetAssetWithHttpInfoAsync(assetId, token), ct)).ToRecordedAsset();
}
