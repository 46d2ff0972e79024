using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>What an operator sees of the outbox.</summary>
public sealed class ReadOutbox(IStore store, DeliveryStore deliveries, TimeProvider time)
{
    /// <summary>Of the dead; one page is sent again with one click.</summary>
    public const int PageSize = 25;

    /// <summary>Queues are counted no further.</summary>
    public const int Most = 1000;

    /// <param name="before">As <see cref="OutboxView.Next"/>; null: the first page.</param>
    public async Task<OutboxView> Run(string? before, CancellationToken ct)
    {
        var dead = await deliveries.FindDead(before, PageSize + 1, ct);
        List<(Delivery, Delivery?)> revived = [];
        foreach (var one in await deliveries.FindRevived(PageSize, ct))
        {
            revived.Add((one, await deliveries.Get(one.Again!, ct)));
        }

        var now = time.GetUtcNow();
        return new OutboxView(
            now,
            await store.Queues(now, Most, ct),
            [.. dead.Take(PageSize)],
            dead.Count > PageSize ? DeliveryStore.Cursor(dead[PageSize - 1]) : null,
            await deliveries.FindUnderway(PageSize, ct),
            revived);
    }
}

/// <param name="Dead">The newest first.</param>
/// <param name="Next">Where the next page of the dead begins; null on the last.</param>
/// <param name="Underway">Being sent, or waiting for another attempt; the last tried first.</param>
/// <param name="Revived">What was sent again, the newest first, and what became of that; null once it is forgotten.</param>
public sealed record OutboxView(
    DateTimeOffset Now,
    IReadOnlyList<DeliveryQueue> Queues,
    IReadOnlyList<Delivery> Dead,
    string? Next,
    IReadOnlyList<Delivery> Underway,
    IReadOnlyList<(Delivery Was, Delivery? Now)> Revived);
