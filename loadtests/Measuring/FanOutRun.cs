using System.Diagnostics;
using HdrHistogram;
using Webinars.LoadTests.Attendees;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Measuring;

/// <summary>One room, everybody in it, a few who post, and what becomes of every post.</summary>
internal sealed class FanOutRun(Venue venue, int attendees, double rate, int seconds)
{
    private const double WarmUpSeconds = 3;
    private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly Listener[] _listeners = [.. Enumerable.Range(0, attendees).Select(_ => new Listener())];

    /// <summary>One person's posts are saved one after the other: enough people that nobody has to wait for their own.</summary>
    private int Publishers => Math.Min(attendees, Math.Max(8, (int)(rate / 4)));

    public async Task<FanOutFigures> Measure(CancellationToken ct)
    {
        await using var crowd = new Crowd([.. _listeners.Select(listener => new Attendee(venue.Resumes, listener.Take))]);

        // With the first one in, the server has loaded what it needs for any.
        await crowd.People[0].Enter(await venue.Door(0, ct), ct);
        var before = ResidentKb();
        var begun = Stopwatch.GetTimestamp();
        await crowd.Enter(1, venue.Door, ct);
        var joined = Stopwatch.GetElapsedTime(begun);
        await Task.Delay(Settling, ct);
        var kb = attendees > 1 ? (ResidentKb() - before) / (attendees - 1) : null;

        var warmUp = await Post(crowd, new Tally(0, (int)Math.Ceiling(rate * WarmUpSeconds), attendees), ct);
        var (cpu, clientCpu, beside) = (CpuSeconds(), ClientCpuSeconds(), Beside());
        var (frames, pulses) = (crowd.People.Sum(person => person.Frames), crowd.People.Sum(person => person.Pulses));
        var measured = await Post(crowd, new Tally(1, (int)Math.Max(1, rate * seconds), attendees), ct);
        (cpu, clientCpu) = (CpuSeconds() - cpu, ClientCpuSeconds() - clientCpu);
        var after = Beside();
        (frames, pulses) = (crowd.People.Sum(person => person.Frames) - frames, crowd.People.Sum(person => person.Pulses) - pulses);

        var millions = Math.Max(measured.Tally.Deliveries, 1) / 1e6;
        return new FanOutFigures(
            DeliveriesPerSecond: measured.Tally.Deliveries / Math.Max(seconds, measured.Took.TotalSeconds),
            P50Ms: Ms(measured.Tally.Latency, 50),
            P99Ms: Ms(measured.Tally.Latency, 99),
            MaxMs: Ms(measured.Tally.Latency, 100),
            Lost: warmUp.Tally.Lost + measured.Tally.Lost,
            ServerCpuSecondsPerMillion: cpu / millions,
            KbPerAttendee: kb,
            Acked: measured.Tally.Acked,
            AckP50Ms: Ms(measured.Tally.Acks, 50),
            AckP99Ms: Ms(measured.Tally.Acks, 99),
            Duplicates: warmUp.Tally.Duplicates + measured.Tally.Duplicates,
            Gaps: crowd.People.Sum(person => person.Gaps),
            LateFrames: crowd.People.Sum(person => person.LateFrames),
            CutOff: crowd.People.Count(person => person.IsCutOff),
            FramesPerSecond: frames / measured.Took.TotalSeconds / attendees,
            PulsesPerSecond: pulses / measured.Took.TotalSeconds / attendees,
            JoinSeconds: joined.TotalSeconds,
            ClientCpuSecondsPerMillion: clientCpu / millions,
            BesideCpuSecondsPerMillion: after.ToDictionary(one => one.Key, one => (one.Value - beside[one.Key]) / millions),
            Refused: measured.Tally.Refusals.Count > 0 ? measured.Tally.Refusals : warmUp.Tally.Refusals);
    }

    public static double Ms(HistogramBase histogram, double percentile) => histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) / 1_000d;

    /// <returns>The counts, and the time from the first post to the last delivery.</returns>
    private async Task<(Tally Tally, TimeSpan Took)> Post(Crowd crowd, Tally tally, CancellationToken ct)
    {
        Array.ForEach(_listeners, listener => listener.Begin(tally));
        var answers = new Task[tally.Posts];
        var begun = Stopwatch.GetTimestamp();
        await OpenLoop.Run(tally.Posts, rate, (i, due) => answers[i] = Say(crowd.People[i % Publishers], tally, new Spoken(tally.Stretch, i, due)), ct);

        var last = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(last) < Stragglers && !(answers.All(answer => answer.IsCompleted) && tally.IsComplete))
        {
            await Task.Delay(10, ct);
        }

        return (tally, Stopwatch.GetElapsedTime(begun, Math.Max(tally.LastHeard, last)));
    }

    private static async Task Say(Attendee publisher, Tally tally, Spoken spoken) =>
        tally.Answered(spoken, await publisher.Call("PostMessage", Guid.NewGuid().ToString("N"), spoken.Text, null));

    private double? ResidentKb() => venue.Pids.Count > 0 ? venue.Pids.Sum(ProcessUsage.ResidentKb) : null;

    private double? CpuSeconds() => venue.Pids.Count > 0 ? venue.Pids.Sum(ProcessUsage.CpuSeconds) : null;

    private Dictionary<string, double> Beside() => venue.Beside.ToDictionary(one => one.Key, one => ProcessUsage.FamilyCpuSeconds(one.Value));

    private static double ClientCpuSeconds() => ProcessUsage.CpuSeconds(Environment.ProcessId);
}
