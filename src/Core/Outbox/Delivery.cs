using System.Text.Json.Serialization;

namespace Webinars.Outbox;

/// <summary>What became of a delivery so far; begins with its first attempt.</summary>
public sealed record Delivery
{
    public required string Key { get; init; }

    public required string Kind { get; init; }

    /// <summary>As it was queued: ids only.</summary>
    public required string Json { get; init; }

    public DeliveryState State { get; init; }

    /// <summary>When its time had come first.</summary>
    public DateTimeOffset DueAt { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; init; }

    /// <summary>What leaves, kept so that every attempt sends the same bytes; null once there will be no other. It holds people's addresses and links: it is shown to nobody.</summary>
    public string? Parcel { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>Why the last attempt failed, in the house's words.</summary>
    public string? Problem { get; init; }

    /// <summary>Of one that was revived: the key under which it was sent again.</summary>
    public string? Again { get; init; }

    [JsonIgnore]
    public long Version { get; init; }
}

public enum DeliveryState
{
    /// <summary>On its way: it is being sent, or waits for another attempt.</summary>
    Underway,
    Sent,

    /// <summary>It made no sense any more when its time had come.</summary>
    Dropped,

    /// <summary>It will not be tried again unless an operator says so.</summary>
    Dead,

    /// <summary>It was dead, and an operator had it sent again, under another key.</summary>
    Revived,
}
