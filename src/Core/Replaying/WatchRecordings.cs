using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Replaying;

/// <summary>Looks after webinars that ended when their recording was finished already.</summary>
public sealed partial class WatchRecordings(WebinarStore webinars, PublishReplay publish, TimeProvider time, ILogger<WatchRecordings> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>A recording that is not finished by then is looked at no more; the newest are looked at first, so that hopeless ones keep none waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    public async Task Round(CancellationToken ct)
    {
        var since = TimeKey.Of(time.GetUtcNow() - Patience);
        foreach (var webinar in await webinars.Find(WebinarLists.Unshown, since, TimeKey.End, AtOnce, descending: true, ct))
        {
            try
            {
                await publish.Settle(webinar, ct);
            }
            catch (StaleDocumentException)
            {
                // The vendor's signal was quicker.
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.Failed(logger, webinar.Id, error);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Round(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.Failed(logger, Guid.Empty, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Looking for the finished recording of webinar {Webinar} failed; the next round tries again")]
        public static partial void Failed(ILogger logger, Guid webinar, Exception error);
    }
}
