namespace Webinars.Scheduling;

/// <summary>Where a webinar is in its life. On the wire: the word in lower case.</summary>
public enum WebinarStatus
{
    /// <summary>Its host's alone.</summary>
    Draft,
    Scheduled,

    /// <summary>The host has pressed Go live, the stream is not active yet.</summary>
    Starting,
    Live,

    /// <summary>The stream was lost; it ends by itself unless the stream comes back.</summary>
    Interrupted,

    /// <summary>Over; the recording is being prepared.</summary>
    Ended,
    Replay,
    Cancelled,
}
