namespace Webinars.Streaming;

/// <summary>How long a webinar waits for its picture.</summary>
public sealed record StreamTimes
{
    /// <summary>A lost encoder may come back into the same recording for this long.</summary>
    public TimeSpan ReconnectWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A webinar whose stream is lost for this long ends by itself.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Go live without a stream is taken back after this.</summary>
    public TimeSpan Starting { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>No webinar is live for longer.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);
}
