namespace Webinars.Streaming;

/// <summary>The video vendor: takes the picture in, gives it out to who has a pass.</summary>
/// <remarks>Every call: <see cref="VendorException"/> with one of four reasons when it was not done.</remarks>
public interface IVideoService
{
    /// <summary>A new live stream that only signed passes can play.</summary>
    Task<VideoStream> Create(Guid webinar, StreamTimes times, CancellationToken ct);

    Task<VideoStream> Get(string streamId, CancellationToken ct);

    /// <summary>Gives it a new key; the old one stops working.</summary>
    Task<VideoStream> ResetKey(string streamId, CancellationToken ct);

    /// <summary>Ends the recording and throws the encoder off; it takes none until it is opened again. May be called again.</summary>
    Task Close(string streamId, CancellationToken ct);

    /// <summary>Takes an encoder again, under the same key. May be called again.</summary>
    Task Reopen(string streamId, CancellationToken ct);

    /// <summary>Deletes a stream that nobody ever used.</summary>
    Task Delete(string streamId, CancellationToken ct);

    /// <summary>Sends the picture on to another platform too; to be set while nothing is being sent.</summary>
    /// <returns>The vendor's id of the target.</returns>
    Task<string> AddTarget(string streamId, SimulcastTarget target, CancellationToken ct);

    Task RemoveTarget(string streamId, string targetId, CancellationToken ct);

    /// <summary>Signs a pass for one playback id.</summary>
    /// <param name="clip">The only part that it shows; null for all.</param>
    PlaybackPass Sign(string playbackId, Clip? clip, DateTimeOffset expiresAt);
}

/// <param name="StreamKey">A secret of the host.</param>
/// <param name="State">Never Disconnected: while the vendor waits for a lost encoder it says what it said before.</param>
public sealed record VideoStream(string Id, string StreamKey, string IngestUrl, string PlaybackId, StreamState State)
{
    /// <summary>The latest recordings, the newest last.</summary>
    public IReadOnlyList<string> AssetIds { get; init; } = [];

    /// <summary>The recording that is being made now.</summary>
    public string? ActiveAssetId { get; init; }

    /// <summary>Without the key: this may be written into a log.</summary>
    public override string ToString() => $"{Id} {State}";
}

/// <param name="Url">RTMP(S) or SRT.</param>
/// <param name="StreamKey">A secret; null for SRT.</param>
/// <param name="Name">What it is called at the vendor.</param>
public sealed record SimulcastTarget(string Url, string? StreamKey, string? Name)
{
    public override string ToString() => $"{Name}";
}

/// <summary>Absolute times; <paramref name="To"/> null while it goes on.</summary>
public sealed record Clip(DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>Of a recording: how far into it the clip begins.</summary>
    public TimeSpan? Offset { get; init; }
}

/// <param name="Source">Where the player finds it; null when the player knows from the playback id alone.</param>
public sealed record PlaybackPass(string PlaybackId, string Token, string? Source, DateTimeOffset ExpiresAt)
{
    /// <summary>Of a recording: where its small pictures are, for the timeline; they show no more than the pass.</summary>
    public string? Storyboard { get; init; }

    /// <summary>Of a recording: where a picture of its beginning is.</summary>
    public string? Poster { get; init; }
}
