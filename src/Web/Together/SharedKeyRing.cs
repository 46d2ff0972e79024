using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Webinars.Web.Together;

/// <summary>The framework's keys, read again every half a minute: by itself it would learn only after a day what another node has made or revoked.</summary>
internal sealed class SharedKeyRing(XmlKeyManager keys, TimeProvider time) : IKeyManager, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private CancellationTokenSource _outdated = new();

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) => keys.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    /// <summary>Asked just before the keys are read; cancelled when they must be read again.</summary>
    public CancellationToken GetCacheExpirationToken()
    {
        // Ended in EndAfterAWhile.
        var outdated = CancellationTokenSource.CreateLinkedTokenSource(keys.GetCacheExpirationToken());
        Volatile.Write(ref _outdated, outdated);
        _ = EndAfterAWhile(outdated);
        return outdated.Token;
    }

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason) => keys.RevokeAllKeys(revocationDate, reason);

    public void RevokeKey(Guid keyId, string? reason) => keys.RevokeKey(keyId, reason);

    /// <summary>Reads the keys now.</summary>
    /// <returns>Once they are read; false when that takes longer than anybody may wait for.</returns>
    public bool Refresh(IKeyRingProvider ring)
    {
        var before = ring.GetCurrentKeyRing();
        Outdate(Volatile.Read(ref _outdated));

        // It goes on giving the old ones while it reads the new.
        return SpinWait.SpinUntil(() => !ReferenceEquals(ring.GetCurrentKeyRing(), before), TimeSpan.FromSeconds(2));
    }

    public void Dispose()
    {
        Outdate(_outdated);
        _outdated.Dispose();
    }

    private async Task EndAfterAWhile(CancellationTokenSource outdated)
    {
        await Task.Delay(Period, time, outdated.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Outdate(outdated);
        outdated.Dispose();
    }

    private static void Outdate(CancellationTokenSource keys)
    {
        try
        {
            keys.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // They were outdated already.
        }
    }
}
