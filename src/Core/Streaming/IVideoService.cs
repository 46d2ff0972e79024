namespace Webinars.Streaming;

/// <summary>The video vendor: takes the picture in, gives it out to who has a pass.</summary>
/// <remarks>Every method: <see cref="RefusedException"/> busy when the vendor does not answer or asks to slow down; nothing is known of the outcome then.</remarks>
public interface IVideoService
{
    /// <summary>A new live stream that only signed passes can play.</summary>
    Task<VideoStream> Create(Guid webinar, StreamTimes times, CancellationToken ct);

    /// <returns>Null when the vendor knows no such stream.</returns>
    Task<VideoStream?> Get(string streamId, CancellationToken ct);

    /// <summary>Gives it a new key; the old one stops working.</summary>
    /// <returns>Null when the vendor knows no such stream.</returns>
    Task<VideoStream?> ResetKey(string streamId, CancellationToken ct);

    /// <summary>Ends the recording and throws the encoder off, for good. May be called again; an unknown stream is closed already.</summary>
    Task Close(string streamId, CancellationToken ct);

    /// <summary>Deletes a stream that nobody ever used.</summary>
    Task Delete(string streamId, CancellationToken ct);

    /// <summary>Signs a pass for one playback id.</summary>
    /// <param name="clip">The only part that it shows; null for all.</param>
    PlaybackPass Sign(string playbackId, Clip? clip, DateTimeOffset expiresAt);
}

/// <param name="StreamKey">A secret of the host.</param>
public sealed record VideoStream(string Id, string StreamKey, string IngestUrl, string PlaybackId, StreamState State);

/// <summary>Absolute times; <paramref name="To"/> null while it goes on.</summary>
public sealed record Clip(DateTimeOffset From, DateTimeOffset? To);

/// <param name="Source">Where the player finds it; null when the player knows from the playback id alone.</param>
public sealed record PlaybackPass(string PlaybackId, string Token, string? Source, DateTimeOffset ExpiresAt);
