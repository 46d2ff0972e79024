using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>Sends a dead delivery after all, at an operator's word. As the vendor knows its old key or has forgotten it, it leaves under a new one.</summary>
public sealed class ReviveDelivery(IStore store, DeliveryStore deliveries, TimeProvider time)
{
    /// <returns>The key under which it leaves now.</returns>
    /// <exception cref="RefusedException">not-found; wrong-state: it is not dead.</exception>
    public Task<string> Run(string key, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        var dead = await deliveries.Get(key, ct) ?? throw new RefusedException(Refusal.NotFound);
        if (dead.State is not DeliveryState.Dead)
        {
            throw new RefusedException(Refusal.WrongState);
        }

        var now = time.GetUtcNow();
        var again = dead with { Key = Next(key), State = DeliveryState.Underway, Attempts = 0, FirstAt = now, LastAt = now, Problem = null, Version = 0 };
        await store.Commit(
            new Batch([DeliveryStore.ToPut(dead with { State = DeliveryState.Revived, Parcel = null }), DeliveryStore.ToPut(again)], [new NewDelivery(again.Key, dead.Kind, dead.Json, now)]), ct);
        return again.Key;
    });

    /// <summary>mail/x, mail/x~2, mail/x~3.</summary>
    private static string Next(string key) => key.LastIndexOf('~') is var mark and >= 0 && int.TryParse(key.AsSpan(mark + 1), out var time)
        ? $"{key[..mark]}~{time + 1}"
        : $"{key}~2";
}
