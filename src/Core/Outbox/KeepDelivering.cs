using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Storage;

namespace Webinars.Outbox;

/// <summary>Takes what is due off the queue under a lease and sends it, each kind in a lane of its own: a slow vendor holds up nobody else's.</summary>
public sealed partial class KeepDelivering(IStore store, SendDelivery send, IEnumerable<ICarrier> carriers, OutboxTimes times, TimeProvider time, ILogger<KeepDelivering> logger)
    : BackgroundService
{
    /// <summary>On their way at once from this node, of one kind.</summary>
    private const int AtOnce = 8;

    /// <summary>Somebody is notified within a second of what happened: this is their share of it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Claims up to <paramref name="max"/> deliveries that are due, and begins to send them.</summary>
    /// <returns>One task for each that this node has got.</returns>
    public async Task<IReadOnlyList<Task>> Begin(ICarrier carrier, int max, CancellationToken ct)
    {
        var begun = new List<Task>();
        foreach (var due in max > 0 ? await store.Due(carrier.Kind, time.GetUtcNow(), max, ct) : [])
        {
            var until = time.GetUtcNow() + times.Lease;
            if (await store.Move(due, until, new Batch(), ct))
            {
                begun.Add(One(carrier, due with { DueAt = until }, ct));
            }
        }

        return begun;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(carriers.Select(carrier => Serve(carrier, stoppingToken)));

    private async Task Serve(ICarrier carrier, CancellationToken ct)
    {
        var underway = new List<Task>();
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            underway.RemoveAll(task => task.IsCompleted);
            try
            {
                underway.AddRange(await Begin(carrier, AtOnce - underway.Count, ct));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Logged.Failed(logger, carrier.Kind, error);
            }
        }
    }

    private async Task One(ICarrier carrier, StoredDelivery leased, CancellationToken ct)
    {
        try
        {
            await send.Run(carrier, leased, ct);
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            // Its lease runs out, and it is tried again.
            Logged.Failed(logger, carrier.Kind, error);
        }
        catch (OperationCanceledException)
        {
            // The process ends; another takes it up.
        }
    }

    private static partial class Logged
    {
        [LoggerMessage(1, LogLevel.Error, "Bringing a delivery of kind {Kind} failed; it is taken up again")]
        public static partial void Failed(ILogger logger, string kind, Exception error);
    }
}
