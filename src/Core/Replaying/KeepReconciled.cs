using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Nodes;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Replaying;

/// <summary>Asks the vendor every 20 s about the webinars that are near their start or on, and about those that are over and wait for their recording. One node does: the vendor counts the questions of all.</summary>
public sealed partial class KeepReconciled(WebinarStore webinars, ReconcileStream one, Duties duties, TimeProvider time, ILogger<KeepReconciled> logger) : BackgroundService
{
    /// <summary>At most three calls each: below what a vendor takes in a period, so that people's calls have their place.</summary>
    public const int AtOnce = 25;

    private const string Duty = "reconcile";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    /// <summary>A host may be late, and a recording take its time; after this the vendor's own messages are enough.</summary>
    private static readonly TimeSpan After = TimeSpan.FromHours(3);

    /// <summary>When each of those that are due was asked about: who was never, is first.</summary>
    private Dictionary<Guid, DateTimeOffset> _asked = [];

    /// <summary>One round; also what a test calls after it has moved the clock.</summary>
    public async Task Round(CancellationToken ct)
    {
        _asked = (await Due(ct)).ToDictionary(id => id, id => _asked.GetValueOrDefault(id));
        var left = AtOnce;
        foreach (var id in _asked.OrderBy(asked => asked.Value).Select(asked => asked.Key).ToList())
        {
            _asked[id] = time.GetUtcNow();
            try
            {
                left -= await one.Run(id, ct) ? 1 : 0;
            }
            catch (VendorException error)
            {
                // It would not answer for the others now; they are first in the next round.
                if (error.Failure is VendorFailure.Rejected)
                {
                    Log.Failed(logger, id, error);
                }

                return;
            }
            catch (StaleDocumentException)
            {
                // The vendor's message was quicker.
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.Failed(logger, id, error);
            }

            if (left == 0)
            {
                return;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await OrLog(() => duties.GiveBack(Duty, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await OrLog(async () => await (await duties.IsMine(Duty, stoppingToken) ? Round(stoppingToken) : Task.CompletedTask));
        }
    }

    private async Task OrLog(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.Failed(logger, Guid.Empty, error);
        }
    }

    private async Task<HashSet<Guid>> Due(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (early, soon) = (TimeKey.Of(now - After), TimeKey.Of(now + Before) + TimeKey.End);
        var due = new HashSet<Guid>();
        foreach (var (list, from, to) in new[] { (WebinarLists.Timed, "", TimeKey.End), (WebinarLists.Upcoming, early, soon), (WebinarLists.Unlisted, early, soon), (WebinarLists.Unshown, early, TimeKey.End) })
        {
            await foreach (var webinar in webinars.FindAll(list, from, to, ct))
            {
                due.Add(webinar.Id);
            }
        }

        return due;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Asking the video vendor about webinar {Webinar} failed; another round asks again")]
        public static partial void Failed(ILogger logger, Guid webinar, Exception error);
    }
}
