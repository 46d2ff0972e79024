using System.Diagnostics;
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

    public async Task<Round> Measure(CancellationToken ct)
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

        var warmUp = new Tally(0, (int)Math.Ceiling(rate * WarmUpSeconds), attendees);
        await Post(crowd, warmUp, ct);
        var measured = new Tally(1, (int)Math.Max(1, rate * seconds), attendees);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var series = Watch(measured, watching.Token);
        var (cpu, clientCpu, beside) = (CpuSeconds(), ClientCpuSeconds(), Beside());
        var (frames, pulses) = (crowd.People.Sum(person => (long)person.Frames), crowd.People.Sum(person => (long)person.Pulses));
        var took = await Post(crowd, measured, ct);
        (cpu, clientCpu) = (CpuSeconds() - cpu, ClientCpuSeconds() - clientCpu);
        var after = Beside();
        await watching.CancelAsync();
        return new Round(
            attendees,
            warmUp,
            measured,
            took,
            joined,
            cpu,
            clientCpu,
            after.ToDictionary(one => one.Key, one => one.Value - beside[one.Key]),
            Frames: crowd.People.Sum(person => (long)person.Frames) - frames,
            Pulses: crowd.People.Sum(person => (long)person.Pulses) - pulses,
            Gaps: crowd.People.Sum(person => person.Gaps),
            LateFrames: crowd.People.Sum(person => person.LateFrames),
            CutOff: crowd.People.Count(person => person.IsCutOff),
            kb,
            await series);
    }

    /// <returns>The time from the first post to the last delivery.</returns>
    private async Task<TimeSpan> Post(Crowd crowd, Tally tally, CancellationToken ct)
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

        return Stopwatch.GetElapsedTime(begun, Math.Max(tally.LastHeard, last));
    }

    private static async Task Say(Attendee publisher, Tally tally, Spoken spoken) =>
        tally.Answered(spoken, await publisher.Call("PostMessage", Guid.NewGuid().ToString("N"), spoken.Text, null));

    private async Task<IReadOnlyList<Second>> Watch(Tally tally, CancellationToken ct)
    {
        var series = new List<Second>();
        var (deliveries, cpu, at) = (0L, CpuSeconds(), Stopwatch.GetTimestamp());
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (nowDelivered, nowCpu, now) = (tally.Deliveries, CpuSeconds(), Stopwatch.GetTimestamp());
            if (!ct.IsCancellationRequested)
            {
                series.Add(new Second(nowDelivered - deliveries, (nowCpu - cpu) / Stopwatch.GetElapsedTime(at, now).TotalSeconds, ResidentKb() / 1024));
            }

            (deliveries, cpu, at) = (nowDelivered, nowCpu, now);
        }

        return series;
    }

    private double? ResidentKb() => venue.Pids.Count > 0 ? venue.Pids.Sum(ProcessUsage.ResidentKb) : null;

    private double? CpuSeconds() => venue.Pids.Count > 0 ? venue.Pids.Sum(ProcessUsage.CpuSeconds) : null;

    private Dictionary<string, double> Beside() => venue.Beside.ToDictionary(one => one.Key, one => ProcessUsage.FamilyCpuSeconds(one.Value));

    private static double ClientCpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
