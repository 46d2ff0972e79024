using System.Collections.Concurrent;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>A carrier and the vendor behind it, which knows idempotency keys as vendors do.</summary>
internal sealed class Vendor(TimeProvider time, string kind = "mail") : ICarrier
{
    private readonly ConcurrentDictionary<string, string> _known = new();

    public string Kind => kind;

    public double? PerSecond { get; init; }

    /// <summary>What happens at a call, before anything is taken; throws or not.</summary>
    public Action<StoredDelivery> Before { get; set; } = _ => { };

    /// <summary>What happens once it is taken: an answer that is lost, say.</summary>
    public Action<StoredDelivery> After { get; set; } = _ => { };

    /// <summary>How long an answer takes.</summary>
    public Func<Task> Answers { get; set; } = () => Task.CompletedTask;

    /// <summary>What happens when a delivery is given up; throws or not.</summary>
    public Action<StoredDelivery> AtEnd { get; set; } = _ => { };

    public string Lane { get; init; } = "mail";

    public Func<StoredDelivery, Parcel?> Packs { get; set; } = delivery => new Parcel(delivery.Json, "a line");

    /// <summary>What was taken, in order; each idempotency key once.</summary>
    public ConcurrentQueue<(string Key, string Parcel, DateTimeOffset At)> Taken { get; } = new();

    public ConcurrentQueue<(string Key, string Parcel)> Calls { get; } = new();

    public List<(string Key, DeliveryState State)> GivenUp { get; } = [];

    public static VendorException Says(VendorFailure failure) => new(failure, "vendor.example");

    public Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct) => Task.FromResult(Packs(delivery));

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        await Task.Yield();
        Calls.Enqueue((idempotencyKey, parcel));
        Before(delivery);
        if (_known.TryAdd(idempotencyKey, parcel))
        {
            Taken.Enqueue((idempotencyKey, parcel, time.GetUtcNow()));
        }
        else if (_known[idempotencyKey] != parcel)
        {
            throw Says(new VendorFailure.Rejected(409));
        }

        await Answers();
        After(delivery);
        return new Batch(StoredJson.Put("sent", delivery.Key, new { }, null, []));
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct)
    {
        AtEnd(delivery);
        GivenUp.Add((delivery.Key, state));
        return Task.FromResult(new Batch());
    }
}
