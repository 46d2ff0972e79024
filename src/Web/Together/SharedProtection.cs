using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Webinars.Web.Together;

/// <summary>The framework's protection, which looks for new keys in the store when it meets what it cannot read: another node may have made one this minute.</summary>
internal sealed class SharedProtection(IDataProtectionProvider own, IKeyRingProvider ring, SharedKeyRing keys, TimeProvider time) : IDataProtectionProvider
{
    /// <summary>Anybody can send what nobody can read.</summary>
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private long? _lookedAt;

    public IDataProtector CreateProtector(string purpose) => new Protector(own.CreateProtector(purpose), this);

    private bool Looked()
    {
        lock (_gate)
        {
            if (_lookedAt is { } at && time.GetElapsedTime(at) < LookAtMostEvery)
            {
                return false;
            }

            _lookedAt = time.GetTimestamp();
        }

        return keys.Refresh(ring);
    }

    private sealed class Protector(IDataProtector inner, SharedProtection shared) : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => new Protector(inner.CreateProtector(purpose), shared);

        public byte[] Protect(byte[] plaintext) => inner.Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData)
        {
            try
            {
                return inner.Unprotect(protectedData);
            }
            catch (CryptographicException) when (shared.Looked())
            {
                return inner.Unprotect(protectedData);
            }
        }
    }
}
