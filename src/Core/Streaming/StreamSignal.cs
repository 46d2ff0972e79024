namespace Webinars.Streaming;

/// <summary>What the video vendor says of a live stream, in our words.</summary>
/// <param name="At">The vendor's time of it.</param>
public sealed record StreamSignal(string StreamId, StreamState State, DateTimeOffset At);
