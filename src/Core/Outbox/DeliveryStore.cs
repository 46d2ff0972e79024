using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>What became of deliveries, as documents: by the delivery's key; the dead ones listed by time.</summary>
public sealed class DeliveryStore(IStore store)
{
    private const string Kind = "delivery";
    private const string Dead = "dead";

    public async Task<Delivery?> Get(string key, CancellationToken ct) => Read(await store.Get(Kind, key, ct));

    /// <summary>Those that were given up, the newest first.</summary>
    /// <param name="before">Key under which the page before ended; null: the newest.</param>
    public async Task<IReadOnlyList<Delivery>> FindDead(string? before, int max, CancellationToken ct) =>
        [.. (await store.Find(Kind, Dead, "", before ?? TimeKey.End, max, descending: true, ct)).Select(document => Read(document)!)];

    public static Put ToPut(Delivery delivery) => StoredJson.Put(
        Kind, delivery.Key, delivery, delivery.Version, delivery.State is DeliveryState.Dead ? [new DocumentKey(Dead, TimeKey.Of(delivery.LastAt))] : []);

    private static Delivery? Read(Document? document) => document.Read<Delivery>() is { } delivery ? delivery with { Version = document!.Version } : null;
}
