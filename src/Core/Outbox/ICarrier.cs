using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>Brings one kind of delivery to whom it is for.</summary>
public interface ICarrier
{
    /// <summary>Of the deliveries that it brings.</summary>
    string Kind { get; }

    /// <summary>Kinds that one vendor carries under one limit share a lane: all of them together leave no faster than one would. A kind alone is its own.</summary>
    string Lane => Kind;

    /// <summary>How many of its lane leave in a second from all nodes together: a tenth below what the vendor takes. Null: as many as there are.</summary>
    double? PerSecond { get; }

    /// <summary>
    /// Reads the truth again and makes what leaves. Asked before every attempt; from the second on only whether it still makes sense counts, for what leaves was kept then.
    /// </summary>
    /// <param name="delivery">With the time at which it was due first, whatever became of it since.</param>
    /// <returns>Null when it makes no sense any more: it is dropped.</returns>
    Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct);

    /// <param name="parcel">The same bytes at every attempt.</param>
    /// <param name="idempotencyKey">The same at every attempt.</param>
    /// <returns>What must be saved together with the fact that it has left.</returns>
    /// <exception cref="VendorException">It did not leave, or nobody knows whether.</exception>
    Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct);

    /// <returns>What must be saved together with the fact that it will never leave.</returns>
    Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct);
}

/// <param name="Json">What leaves.</param>
/// <param name="Summary">For operators: a line without secrets.</param>
public sealed record Parcel(string Json, string Summary);
