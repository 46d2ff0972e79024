namespace Webinars.Streaming;

/// <summary>What the video vendor says of a live stream, in our words.</summary>
/// <param name="EventId">The vendor's id of the message; the same id is the same signal.</param>
/// <param name="At">The vendor's time of it.</param>
public sealed record StreamSignal(string EventId, string StreamId, StreamState State, DateTimeOffset At);
