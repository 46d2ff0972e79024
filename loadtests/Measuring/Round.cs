namespace Webinars.LoadTests.Measuring;

/// <summary>What one round of a fan-out run has counted on one server. Null: not known, for its process is not.</summary>
/// <param name="Took">From the first measured post to the last delivery.</param>
/// <param name="Cpu">Seconds of the server, while it was measured.</param>
/// <param name="Beside">CPU seconds of what the server needs, by name.</param>
/// <param name="Frames">To all attendees together.</param>
/// <param name="KbPerAttendee">Growth of the server's resident memory while they connected.</param>
internal sealed record Round(
    int Attendees,
    Tally WarmUp,
    Tally Measured,
    TimeSpan Took,
    TimeSpan Joined,
    double? Cpu,
    double ClientCpu,
    IReadOnlyDictionary<string, double> Beside,
    long Frames,
    long Pulses,
    int Gaps,
    int LateFrames,
    int CutOff,
    double? KbPerAttendee,
    IReadOnlyList<Second> Seconds);

/// <summary>A second of a run, for a chart.</summary>
/// <param name="Cores">Of the server, all its processes.</param>
/// <param name="Mb">Resident.</param>
internal sealed record Second(long Deliveries, double? Cores, double? Mb);
