using System.Diagnostics.Metrics;

namespace Webinars.Telemetry;

/// <summary>What is counted and timed; docs/metrics.md. A tag has few values, none of which is a room or a person.</summary>
public static class Instruments
{
    public static readonly Meter Meter = new(Traces.Name);

    public static readonly Counter<long> Actions = Count("webinars.actions", "{action}", "Actions of people in rooms that were saved, or were saved before.");

    public static readonly Histogram<double> Acks = Seconds("webinars.ack.duration", "From an action's arrival to its receipt.");

    /// <summary>Tags: <c>door</c> (hub, http), <c>code</c> (docs/refusals.md).</summary>
    public static readonly Counter<long> Refusals = Count("webinars.refusals", "{refusal}", "Requests that were refused.");

    public static readonly Histogram<double> FrameDelay = Seconds("webinars.frame.delay", "From the oldest event of a frame to the frame's being written to everybody on this node.");

    /// <summary>Tags: <c>answer</c> (events, snapshot).</summary>
    public static readonly Counter<long> Resumes = Count("webinars.resumes", "{resume}", "Times that a browser asked for what it missed.");

    public static readonly Counter<long> SlowReaders = Count("webinars.slow_readers", "{connection}", "Connections that were closed because they took nothing for too long.");

    public static readonly Counter<long> MissedHints = Count("webinars.hints.missed", "{hint}", "Times that a room's log was found to have grown by looking, before a hint came.");

    /// <summary>Tags: <c>operation</c> (turn, batch, move).</summary>
    public static readonly Histogram<double> Commits = Seconds("webinars.store.commit.duration", "From asking the store to commit to its having committed.");

    public static readonly Histogram<int> TurnSize = Meter.CreateHistogram(
        "webinars.store.turn.size", "{action}", "Actions that one room committed together.", null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200] });

    /// <summary>Expected answers (a stale document, a taken key) are not among them.</summary>
    public static readonly Counter<long> StoreFailures = Count("webinars.store.failures", "{commit}", "Commits that the store could not do, or was too busy for.");

    /// <summary>Tags: <c>kind</c>, <c>outcome</c> (sent, dropped, dead, underway: to be tried again).</summary>
    public static readonly Counter<long> Deliveries = Count("webinars.deliveries", "{attempt}", "Attempts at deliveries by what came of them.");

    /// <summary>Tags: <c>vendor</c>, <c>outcome</c> (taken, refused, failed).</summary>
    public static readonly Counter<long> Webhooks = Count("webinars.webhooks", "{message}", "Messages of vendors by what became of them.");

    /// <summary>Tags: <c>vendor</c>.</summary>
    public static readonly Histogram<double> WebhookLag = Timed("webinars.webhook.lag", "From the vendor's time of what happened to our having applied it.", [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 86_400]);

    /// <summary>Tags: <c>vendor</c>, <c>outcome</c> (ok, not-found, rate-limited, rejected, no-answer).</summary>
    public static readonly Histogram<double> VendorCalls = Timed("webinars.vendor.call.duration", "Calls to vendors, repetitions and waiting included.", [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]);

    /// <summary>Tag of an instrument.</summary>
    public static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    /// <summary>What has not happened yet is zero: without this it would be missing, and nobody could tell that from a broken scrape.</summary>
    public static void BeginAtZero()
    {
        foreach (var counter in new[] { Actions, SlowReaders, MissedHints, StoreFailures })
        {
            counter.Add(0);
        }
    }

    private static Counter<long> Count(string name, string unit, string description) => Meter.CreateCounter<long>(name, unit, description);

    private static Histogram<double> Seconds(string name, string description) => Timed(name, description, [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]);

    private static Histogram<double> Timed(string name, string description, double[] boundaries) =>
        Meter.CreateHistogram(name, "s", description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}
