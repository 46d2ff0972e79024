using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>One attempt at a delivery that this node has leased. What leaves is kept before it leaves, and the outcome in one commit with the queue.</summary>
/// <remarks>Whoever dies between "sent" and "noted" leaves a lease that runs out; the next one sends the same bytes under the same key, and the vendor knows it.</remarks>
public sealed class SendDelivery(IStore store, DeliveryStore deliveries, SendSlots slots, OutboxTimes times, TimeProvider time)
{
    private static readonly Batch Nothing = new();

    /// <exception cref="Exception">Of the carrier: a fault of ours. It is noted, and tried again like what the vendor did not take.</exception>
    public async Task Run(ICarrier carrier, StoredDelivery leased, CancellationToken ct)
    {
        var before = await deliveries.Get(leased.Key, ct) ?? new Delivery { Key = leased.Key, Kind = leased.Kind, Json = leased.Json, FirstAt = time.GetUtcNow() };
        if (before.FirstAt + times.GiveUpAfter <= time.GetUtcNow())
        {
            await End(carrier, leased, before, DeliveryState.Dead, before.Problem ?? "too-late", ct);
            return;
        }

        Parcel? parcel;
        try
        {
            parcel = await carrier.Pack(leased, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            await Postpone(leased, before with { Attempts = before.Attempts + 1, LastAt = time.GetUtcNow(), Problem = "fault" }, TimeSpan.Zero, ct);
            throw;
        }

        if (parcel is null)
        {
            await End(carrier, leased, before, DeliveryState.Dropped, "no-sense-any-more", ct);
            return;
        }

        if (carrier.PerSecond is { } perSecond)
        {
            await slots.Wait(carrier.Kind, perSecond, ct);
        }

        // Also the proof that the lease is still ours.
        var attempt = before with { Attempts = before.Attempts + 1, LastAt = time.GetUtcNow(), Parcel = before.Parcel ?? parcel.Json, Summary = parcel.Summary };
        var until = time.GetUtcNow() + times.Lease;
        if (!await store.Move(leased, until, new Batch(DeliveryStore.ToPut(attempt)), ct))
        {
            return;
        }

        (leased, attempt) = (leased with { DueAt = until }, attempt with { Version = attempt.Version + 1 });
        try
        {
            var sent = await carrier.Send(leased, attempt.Parcel!, leased.Key, ct);
            await Save(leased, null, attempt with { State = DeliveryState.Sent, Parcel = null, Problem = null }, sent, ct);
        }
        catch (VendorException error)
        {
            await Fail(carrier, leased, attempt with { Problem = Words(error.Failure) }, error.Failure, ct);
        }
    }

    private static string Words(VendorFailure failure) => failure switch
    {
        VendorFailure.NotFound => "not-found",
        VendorFailure.RateLimited => "rate-limited",
        VendorFailure.Rejected(var status) => $"rejected-{status}",
        _ => "no-answer",
    };

    private Task Fail(ICarrier carrier, StoredDelivery leased, Delivery attempt, VendorFailure failure, CancellationToken ct)
    {
        if (failure is VendorFailure.Rejected or VendorFailure.NotFound)
        {
            return End(carrier, leased, attempt, DeliveryState.Dead, attempt.Problem!, ct);
        }

        return Postpone(leased, attempt, failure is VendorFailure.RateLimited(var after) ? after : TimeSpan.Zero, ct);
    }

    private Task Postpone(StoredDelivery leased, Delivery attempt, TimeSpan asked, CancellationToken ct) =>
        Save(leased, time.GetUtcNow() + times.Pause(attempt.Attempts, asked, Random.Shared.NextDouble()), attempt, Nothing, ct);

    /// <remarks>What is dead keeps its parcel: an operator may send it after all.</remarks>
    private async Task End(ICarrier carrier, StoredDelivery leased, Delivery attempt, DeliveryState state, string problem, CancellationToken ct) => await Save(
        leased,
        null,
        attempt with { State = state, Problem = problem, LastAt = time.GetUtcNow(), Parcel = state is DeliveryState.Dead ? attempt.Parcel : null },
        await carrier.GiveUp(leased, state, ct),
        ct);

    private Task Save(StoredDelivery leased, DateTimeOffset? dueAt, Delivery attempt, Batch with, CancellationToken ct) =>
        store.Move(leased, dueAt, with with { Documents = [.. with.Documents, DeliveryStore.ToPut(attempt)] }, ct);
}
