using HdrHistogram;

namespace Webinars.LoadTests.Measuring;

/// <summary>What a fan-out run has shown of one server, all its rounds together; as it stands in the JSON. Null: not known, for its process is not.</summary>
/// <param name="DeliveriesPerSecond">A delivery is one message that reached one attendee, however many share a frame.</param>
/// <param name="P50Ms">From the time at which a message was due to its receipt by an attendee.</param>
/// <param name="Lost">Deliveries that are missing although the post was acknowledged; must be 0.</param>
/// <param name="ServerCpuSecondsPerMillion">CPU seconds of the server for a million deliveries.</param>
/// <param name="KbPerAttendee">Growth of the server's resident memory while they connected, mean of the rounds.</param>
/// <param name="Duplicates">Deliveries that came twice without being asked for; must be 0.</param>
/// <param name="ResumedAfterGap">Resumes because a frame began beyond what an attendee held.</param>
/// <param name="ResumedAfterPulse">Resumes because a pulse told of more than an attendee held.</param>
/// <param name="CutOff">Attendees whose connection ended.</param>
/// <param name="FramesPerSecond">To each attendee: several messages may share one.</param>
/// <param name="PulsesPerSecond">To each attendee.</param>
/// <param name="JoinSeconds">Mean of the rounds.</param>
/// <param name="ClientCpuMicrosecondsPerFrame">For each frame or pulse that an attendee got.</param>
/// <param name="BesideCpuSecondsPerMillion">The same as of the server of what the nodes need, by name.</param>
/// <param name="LatencyMs">Percentile and latency.</param>
/// <param name="Seconds">The series of each round.</param>
internal sealed record FanOutFigures(
    double DeliveriesPerSecond,
    double P50Ms,
    double P99Ms,
    long Lost,
    double? ServerCpuSecondsPerMillion,
    double? KbPerAttendee,
    double MaxMs,
    int Acked,
    double AckP50Ms,
    double AckP99Ms,
    long Duplicates,
    int ResumedAfterGap,
    int ResumedAfterPulse,
    int CutOff,
    double FramesPerSecond,
    double PulsesPerSecond,
    double JoinSeconds,
    double ClientCpuSecondsPerMillion,
    double ClientCpuMicrosecondsPerFrame,
    IReadOnlyDictionary<string, double> BesideCpuSecondsPerMillion,
    IReadOnlyDictionary<string, int> Refused,
    IReadOnlyList<double[]> LatencyMs,
    IReadOnlyList<IReadOnlyList<Second>> Seconds)
{
    private static readonly double[] Percentiles = [1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100];

    public bool IsWhole => Lost == 0 && Duplicates == 0 && Refused.Count == 0 && Acked > 0;

    /// <param name="rounds">Of the same load.</param>
    /// <param name="seconds">For which each round was to post.</param>
    public static FanOutFigures Of(IReadOnlyList<Round> rounds, int seconds)
    {
        var (latency, acks) = (Tally.Histogram(), Tally.Histogram());
        foreach (var round in rounds)
        {
            latency.Add(round.Measured.Latency);
            acks.Add(round.Measured.Acks);
        }

        var millions = Math.Max(Sum(round => round.Measured.Deliveries), 1) / 1e6;
        var attendeeSeconds = Sum(round => round.Took.TotalSeconds * round.Attendees);
        var clientCpu = Sum(round => round.ClientCpu);
        return new FanOutFigures(
            DeliveriesPerSecond: Sum(round => round.Measured.Deliveries) / Sum(round => Math.Max(seconds, round.Took.TotalSeconds)),
            P50Ms: Ms(latency, 50),
            P99Ms: Ms(latency, 99),
            Lost: rounds.Sum(round => round.WarmUp.Lost + round.Measured.Lost),
            ServerCpuSecondsPerMillion: rounds.All(round => round.Cpu is not null) ? Sum(round => round.Cpu!.Value) / millions : null,
            KbPerAttendee: rounds.Average(round => round.KbPerAttendee),
            MaxMs: Ms(latency, 100),
            Acked: rounds.Sum(round => round.Measured.Acked),
            AckP50Ms: Ms(acks, 50),
            AckP99Ms: Ms(acks, 99),
            Duplicates: rounds.Sum(round => round.WarmUp.Duplicates + round.Measured.Duplicates),
            ResumedAfterGap: rounds.Sum(round => round.Gaps),
            ResumedAfterPulse: rounds.Sum(round => round.LateFrames),
            CutOff: rounds.Sum(round => round.CutOff),
            FramesPerSecond: Sum(round => round.Frames) / attendeeSeconds,
            PulsesPerSecond: Sum(round => round.Pulses) / attendeeSeconds,
            JoinSeconds: rounds.Average(round => round.Joined.TotalSeconds),
            ClientCpuSecondsPerMillion: clientCpu / millions,
            ClientCpuMicrosecondsPerFrame: clientCpu * 1e6 / Math.Max(1, Sum(round => round.Frames + round.Pulses)),
            BesideCpuSecondsPerMillion: rounds[0].Beside.Keys.ToDictionary(name => name, name => Sum(round => round.Beside[name]) / millions),
            Refused: rounds.SelectMany(round => round.WarmUp.Refusals.Concat(round.Measured.Refusals)).GroupBy(one => one.Key).ToDictionary(code => code.Key, code => code.Sum(one => one.Value)),
            LatencyMs: [.. Percentiles.Select(percentile => new[] { percentile, Ms(latency, percentile) })],
            Seconds: [.. rounds.Select(round => round.Seconds)]);

        double Sum(Func<Round, double> count) => rounds.Sum(count);
    }

    public static double Ms(HistogramBase histogram, double percentile) => histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) / 1_000d;
}
