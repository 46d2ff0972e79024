using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>What became of deliveries, as documents: by the delivery's key; those under way, the dead and the revived listed by time. Kept for <see cref="Kept"/> after the end.</summary>
public sealed class DeliveryStore(IStore store)
{
    public const string Kind = "delivery";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<Delivery?> Get(string key, CancellationToken ct) => Read(await store.Get(Kind, key, ct));

    /// <summary>Those that were given up, the newest first.</summary>
    /// <param name="before">The one that the page before ended with, as <see cref="Cursor"/>; null: the newest.</param>
    public Task<IReadOnlyList<Delivery>> FindDead(string? before, int max, CancellationToken ct) => Find(DeliveryState.Dead, before, max, ct);

    public Task<int> CountDead(CancellationToken ct) => store.Count(Kind, List(DeliveryState.Dead), "", TimeKey.End, ct);

    /// <summary>Those that are being sent or wait for another attempt, the last tried first.</summary>
    public Task<IReadOnlyList<Delivery>> FindUnderway(int max, CancellationToken ct) => Find(DeliveryState.Underway, null, max, ct);

    /// <summary>Those that an operator had sent again, the newest first.</summary>
    public Task<IReadOnlyList<Delivery>> FindRevived(int max, CancellationToken ct) => Find(DeliveryState.Revived, null, max, ct);

    /// <summary>Two that ended in the same millisecond are told apart.</summary>
    public static string Cursor(Delivery delivery) => $"{TimeKey.Of(delivery.LastAt)}.{delivery.Key}";

    public static Put ToPut(Delivery delivery)
    {
        List<DocumentKey> keys = [];
        if (delivery.State is not (DeliveryState.Sent or DeliveryState.Dropped))
        {
            keys.Add(new DocumentKey(List(delivery.State), Cursor(delivery)));
        }

        if (delivery.State is not DeliveryState.Underway)
        {
            keys.Add(DocumentKey.Expires(delivery.LastAt + Kept));
        }

        return StoredJson.Put(Kind, delivery.Key, delivery, delivery.Version, keys);
    }

    private async Task<IReadOnlyList<Delivery>> Find(DeliveryState state, string? before, int max, CancellationToken ct) =>
        [.. (await store.Find(Kind, List(state), "", before ?? TimeKey.End, max, descending: true, ct)).Select(document => Read(document)!)];

    private static string List(DeliveryState state) => state.ToString().ToLowerInvariant();

    private static Delivery? Read(Document? document) => document.Read<Delivery>() is { } delivery ? delivery with { Version = document!.Version } : null;
}
