using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Outbox;

/// <summary>Takes what is due off the queue under a lease and sends it, each kind by itself: one that its vendor holds up holds up nobody else's.</summary>
public sealed partial class KeepDelivering(IStore store, SendDelivery send, IEnumerable<ICarrier> carriers, OutboxTimes times, TimeProvider time, ILogger<KeepDelivering> logger)
    : BackgroundService
{
    /// <summary>On their way at once from this node, of one kind.</summary>
    private const int AtOnce = 8;

    /// <summary>Somebody is notified within a second of what happened: this is their share of it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>While the store cannot be reached: a line in the log for each is enough.</summary>
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    /// <summary>For what is on its way when the process ends; what it does not suffice for is taken up again when its lease has run out.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Claims up to <paramref name="max"/> deliveries that are due, and begins to send them.</summary>
    /// <returns>One task for each that this node has got; it never fails.</returns>
    public Task<IReadOnlyList<Task>> Begin(ICarrier carrier, int max, CancellationToken ct) => Begin(carrier, max, ct, ct);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(carriers.Select(carrier => Serve(carrier, stoppingToken)));

    /// <summary>No more are claimed than can leave while their lease lasts, four kinds in one lane.</summary>
    private int Hands(ICarrier carrier) => carrier.PerSecond is { } perSecond ? Math.Clamp((int)(perSecond * times.Lease.TotalSeconds / 4), 1, AtOnce) : AtOnce;

    private async Task Serve(ICarrier carrier, CancellationToken ct)
    {
        var (underway, hands) = (new List<Task>(), Hands(carrier));
        using var sending = new CancellationTokenSource();
        using var ending = ct.Register(() => sending.CancelAfter(Farewell));
        while (!ct.IsCancellationRequested)
        {
            var pause = Look;
            underway.RemoveAll(task => task.IsCompleted);
            try
            {
                underway.AddRange(await Begin(carrier, hands - underway.Count, ct, sending.Token));
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                Logged.Failed(logger, carrier.Kind, error);
                pause = AfterTrouble;
            }
            catch (Exception)
            {
                // The process ends.
            }

            // With full hands whoever is done makes room at once.
            var next = underway.Count >= hands ? Task.WhenAny(underway) : Task.Delay(pause, time, ct);
            await next.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(underway);
    }

    /// <param name="ct">Ends the claiming.</param>
    /// <param name="sending">Ends the sending.</param>
    private async Task<IReadOnlyList<Task>> Begin(ICarrier carrier, int max, CancellationToken ct, CancellationToken sending)
    {
        var begun = new List<Task>();
        foreach (var due in max > 0 ? await store.Due(carrier.Kind, time.GetUtcNow(), max, ct) : [])
        {
            try
            {
                var until = time.GetUtcNow() + times.Lease;
                if (await store.Move(due, until, new Batch(), ct))
                {
                    begun.Add(One(carrier, due with { DueAt = until }, due.DueAt, sending));
                }
            }
            catch (Exception) when (begun.Count > 0)
            {
                // Those that were begun are on their way; who looks again meets the trouble again.
                break;
            }
        }

        return begun;
    }

    private async Task One(ICarrier carrier, StoredDelivery leased, DateTimeOffset due, CancellationToken ct)
    {
        using var span = Traces.Begin("delivery")?.SetTag("kind", carrier.Kind);
        try
        {
            await send.Run(carrier, leased, due, ct);
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            // If it could not be noted, its lease runs out.
            Logged.Failed(logger, carrier.Kind, error);
        }
        catch (Exception)
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
