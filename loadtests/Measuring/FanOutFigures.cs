namespace Webinars.LoadTests.Measuring;

/// <summary>What a fan-out run has shown of one server. Null: not known, for its process is not.</summary>
/// <param name="DeliveriesPerSecond">A delivery is one message that reached one attendee, however many share a frame.</param>
/// <param name="P50Ms">From the time at which a message was due to its receipt by an attendee.</param>
/// <param name="Lost">Deliveries that are missing although the post was acknowledged; must be 0.</param>
/// <param name="ServerCpuSecondsPerMillion">CPU seconds of the server for a million deliveries.</param>
/// <param name="BesideCpuSecondsPerMillion">The same of what the nodes need, by name.</param>
/// <param name="FramesPerSecond">To each attendee: several messages may share one.</param>
/// <param name="PulsesPerSecond">To each attendee.</param>
/// <param name="KbPerAttendee">Growth of the server's resident memory while they connected.</param>
/// <param name="Duplicates">Deliveries that came twice without being asked for; must be 0.</param>
/// <param name="Gaps">Resumes because a frame began beyond what an attendee held.</param>
/// <param name="LateFrames">Resumes because a pulse told of more than an attendee held.</param>
/// <param name="CutOff">Attendees whose connection ended.</param>
internal sealed record FanOutFigures(
    double DeliveriesPerSecond,
    double P50Ms,
    double P99Ms,
    double MaxMs,
    long Lost,
    double? ServerCpuSecondsPerMillion,
    double? KbPerAttendee,
    int Acked,
    double AckP50Ms,
    double AckP99Ms,
    long Duplicates,
    int Gaps,
    int LateFrames,
    int CutOff,
    double FramesPerSecond,
    double PulsesPerSecond,
    double JoinSeconds,
    double ClientCpuSecondsPerMillion,
    IReadOnlyDictionary<string, double> BesideCpuSecondsPerMillion,
    IReadOnlyDictionary<string, int> Refused)
{
    public bool IsWhole => Lost == 0 && Duplicates == 0 && Refused.Count == 0 && Acked > 0;
}
