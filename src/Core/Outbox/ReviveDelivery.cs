using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>Sends a dead delivery after all, at an operator's word: made anew, for what was true then may be wrong now, and under a new key, for the vendor knows the old one or has forgotten it.</summary>
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
        var again = new Delivery { Key = Next(key), Kind = dead.Kind, Json = dead.Json, DueAt = now, FirstAt = now, LastAt = now, Summary = dead.Summary };
        await store.Commit(
            new Batch(
                [DeliveryStore.ToPut(dead with { State = DeliveryState.Revived, LastAt = now, Again = again.Key }), DeliveryStore.ToPut(again)],
                [new NewDelivery(again.Key, dead.Kind, dead.Json, now)]),
            ct);
        return again.Key;
    });

    /// <summary>mail/x, mail/x~2, mail/x~3.</summary>
    private static string Next(string key) => key.LastIndexOf('~') is var mark and >= 0 && int.TryParse(key.AsSpan(mark + 1), out var time)
        ? $"{key[..mark]}~{time + 1}"
        : $"{key}~2";
}
