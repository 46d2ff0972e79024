using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Outbox;

/// <summary>What is measured of the outbox: read every 15 s by one reader, however often somebody asks.</summary>
public sealed partial class OutboxGauges(IStore store, DeliveryStore deliveries, IEnumerable<ICarrier> carriers, TimeProvider time, ILogger<OutboxGauges> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly HashSet<string> _kinds = [.. carriers.Select(carrier => carrier.Kind)];
    private volatile IReadOnlyList<DeliveryQueue> _queues = [];
    private volatile int _dead;
    private bool _failing;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = Instruments.Meter;
        meter.CreateObservableGauge("webinars.outbox.due", () => Each(queue => queue.Due), "{delivery}", "Deliveries whose time has come, by kind; counted to 1,000.");
        meter.CreateObservableGauge("webinars.outbox.later", () => Each(queue => queue.Later), "{delivery}", "Deliveries whose time has not come, by kind; counted to 1,000.");
        meter.CreateObservableGauge("webinars.outbox.oldest.age", () => Each(Age), "s", "For how long the longest overdue delivery is due, by kind.");
        meter.CreateObservableGauge("webinars.outbox.dead", () => _dead, "{delivery}", "Deliveries that were given up and not sent again, of the last 30 days.");
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                _queues = await store.Queues(time.GetUtcNow(), ReadOutbox.Most, stoppingToken);
                _dead = await deliveries.CountDead(stoppingToken);
                _failing = false;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failing)
                {
                    Logged.Failed(logger, error);
                }

                _failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private double Age(DeliveryQueue queue) => queue.OldestDue is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0;

    /// <summary>A kind of which nothing waits is zero.</summary>
    private IEnumerable<Measurement<T>> Each<T>(Func<DeliveryQueue, T> read)
        where T : struct
    {
        var queues = _queues;
        return queues.Concat(_kinds.Except(queues.Select(queue => queue.Kind)).Select(kind => new DeliveryQueue(kind, 0, null, 0)))
            .Select(queue => new Measurement<T>(read(queue), Instruments.Tag("kind", queue.Kind)));
    }

    private static partial class Logged
    {
        [LoggerMessage(1, LogLevel.Error, "The outbox could not be measured; tried again until it can")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
