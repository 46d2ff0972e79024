using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Outbox;

/// <summary>One attempt at a delivery that this node has leased. What leaves is kept before it leaves, and the outcome in one commit with the queue.</summary>
/// <remarks>Whoever dies between "sent" and "noted" leaves a lease that runs out; the next one sends the same bytes under the same key, and the vendor knows it.</remarks>
public sealed class SendDelivery(IStore store, DeliveryStore deliveries, SendSlots slots, OutboxTimes times, TimeProvider time)
{
    private static readonly Batch Nothing = new();

    /// <param name="due">When it was due before it was leased.</param>
    /// <exception cref="Exception">Of the carrier or the store: a fault of ours. It is noted where that is possible, and tried again like what the vendor did not take.</exception>
    public async Task Run(ICarrier carrier, StoredDelivery leased, DateTimeOffset due, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var before = await deliveries.Get(leased.Key, ct) ?? new Delivery { Key = leased.Key, Kind = leased.Kind, Json = leased.Json, DueAt = due, FirstAt = now };
        if (before.FirstAt + times.GiveUpAfter <= now)
        {
            await End(carrier, leased, before, DeliveryState.Dead, before.Problem ?? "too-late", ct);
            return;
        }

        Parcel? parcel;
        try
        {
            parcel = await carrier.Pack(leased with { DueAt = before.DueAt }, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            await Fault(leased, before with { Attempts = before.Attempts + 1, LastAt = time.GetUtcNow() }, ct);
            throw;
        }

        if (parcel is null)
        {
            await End(carrier, leased, before, DeliveryState.Dropped, "no-sense-any-more", ct);
            return;
        }

        if (carrier.PerSecond is { } perSecond)
        {
            await slots.Wait(carrier.Lane, perSecond, ct);
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
            var sent = await carrier.Send(leased with { DueAt = before.DueAt }, attempt.Parcel!, leased.Key, ct);
            await Save(leased, null, attempt with { State = DeliveryState.Sent, LastAt = time.GetUtcNow(), Parcel = null, Problem = null }, sent, ct);
        }
        catch (VendorException error)
        {
            await Fail(carrier, leased, attempt with { Problem = Words(error.Failure) }, error.Failure, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            await Fault(leased, attempt, ct);
            throw;
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

    private Task Fault(StoredDelivery leased, Delivery attempt, CancellationToken ct) => Postpone(leased, attempt with { Problem = "fault" }, TimeSpan.Zero, ct);

    private Task Postpone(StoredDelivery leased, Delivery attempt, TimeSpan asked, CancellationToken ct) =>
        Save(leased, time.GetUtcNow() + times.Pause(attempt.Attempts, asked, Random.Shared.NextDouble()), attempt, Nothing, ct);

    /// <remarks>It ends whatever its carrier says to that: what cannot even be given up would be tried for ever.</remarks>
    private async Task End(ICarrier carrier, StoredDelivery leased, Delivery attempt, DeliveryState state, string problem, CancellationToken ct)
    {
        var ended = attempt with { State = state, Problem = problem, LastAt = time.GetUtcNow(), Parcel = null };
        Batch with;
        try
        {
            with = await carrier.GiveUp(leased, state, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            await Save(leased, null, ended, Nothing, ct);
            throw;
        }

        await Save(leased, null, ended, with, ct);
    }

    private Task Save(StoredDelivery leased, DateTimeOffset? dueAt, Delivery attempt, Batch with, CancellationToken ct)
    {
        Instruments.Deliveries.Add(1, Instruments.Tag("kind", leased.Kind), Instruments.Tag("outcome", attempt.State.ToString().ToLowerInvariant()));
        return store.Move(leased, dueAt, with with { Documents = [.. with.Documents, DeliveryStore.ToPut(attempt)] }, ct);
    }
}
