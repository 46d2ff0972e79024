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
    private (long At, Task<bool> Found)? _look;

    public IDataProtector CreateProtector(string purpose) => new Protector(own.CreateProtector(purpose), this);

    /// <summary>Waits for the look that is under way, or that was a moment ago: who failed before it ended may have the key now.</summary>
    private bool Looked()
    {
        Task<bool> found;
        lock (_gate)
        {
            if (_look is not { } last || (last.Found.IsCompleted && time.GetElapsedTime(last.At) >= LookAtMostEvery))
            {
                last = (time.GetTimestamp(), Task.Run(() => keys.Refresh(ring)));
                _look = last;
            }

            found = last.Found;
        }

        return found.GetAwaiter().GetResult();
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
