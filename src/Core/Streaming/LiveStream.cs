using System.Text.Json.Serialization;

namespace Webinars.Streaming;

/// <summary>The video vendor's live stream of one webinar, as far as it was told us. Its key is never stored: only the vendor has it.</summary>
public sealed record LiveStream
{
    public required Guid WebinarId { get; init; }

    /// <summary>The vendor's id.</summary>
    public required string StreamId { get; init; }

    /// <summary>For signed playback of what is being sent now.</summary>
    public required string PlaybackId { get; init; }

    public StreamState State { get; init; }

    /// <summary>The vendor's time of the newest signal that was applied; older ones change nothing.</summary>
    public DateTimeOffset SignalledAt { get; init; }

    /// <summary>What the vendor has still to be told; null when it knows all.</summary>
    public StreamOrder? Owed { get; init; }

    /// <summary>Not to be told before.</summary>
    public DateTimeOffset OwedFrom { get; init; }

    [JsonIgnore]
    public long Version { get; init; }
}

public enum StreamOrder
{
    /// <summary>The webinar is over or called off.</summary>
    Close,

    /// <summary>It was called off and takes place after all.</summary>
    Reopen,
}

public enum StreamState
{
    /// <summary>No encoder.</summary>
    Idle,

    /// <summary>An encoder is connected, nothing can be seen yet.</summary>
    Connected,

    /// <summary>There is a picture.</summary>
    Active,

    /// <summary>The encoder was lost; the vendor waits for it.</summary>
    Disconnected,
}
