using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Webinars.Storage;

/// <summary>Keys of ours that all nodes share through the store: made when first asked for.</summary>
public sealed class Secrets(IStore store)
{
    private const string Kind = "secret";
    private readonly ConcurrentDictionary<string, byte[]> _known = new();

    /// <returns>32 random bytes, the same for ever.</returns>
    public async Task<byte[]> Get(string id, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        if (await store.Get(Kind, id, ct) is null)
        {
            try
            {
                await store.Commit(new Batch(StoredJson.Put(Kind, id, new Secret(RandomNumberGenerator.GetBytes(32)), 0, [])), ct);
            }
            catch (StaleDocumentException)
            {
                // Another was first; its key is everybody's.
            }
        }

        return _known.GetOrAdd(id, (await store.Get(Kind, id, ct)).Read<Secret>()!.Key);
    }

    private sealed record Secret(byte[] Key);
}
