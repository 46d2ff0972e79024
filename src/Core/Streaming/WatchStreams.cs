using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Does what only the clock asks for: takes back a Go live that got no stream, ends what was lost or goes on too long, closes streams at the vendor.</summary>
public sealed partial class WatchStreams(
    WebinarStore webinars, LiveStreamStore streams, EndWebinar end, StreamTimes times, TimeProvider time, ILogger<WatchStreams> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>One round; also what a test calls after it has moved the clock.</summary>
    public async Task Round(CancellationToken ct)
    {
        // All of them, a page at a time: those that began long ago must not keep the others waiting.
        IReadOnlyList<Webinar> page;
        var from = "";
        do
        {
            page = await webinars.Find(WebinarLists.Timed, from, TimeKey.End, AtOnce, descending: false, ct);
            foreach (var webinar in page)
            {
                await OneOf(webinar.Id, () => Watch(webinar, ct));
                from = TimeKey.Of(webinar.StartsAt, webinar.Id) + " ";
            }
        }
        while (page.Count == AtOnce);

        foreach (var stream in await streams.FindClosing(AtOnce, ct))
        {
            await OneOf(stream.WebinarId, () => end.Close(stream.WebinarId, ct));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await OneOf(Guid.Empty, () => Round(stoppingToken));
        }
    }

    private async Task Watch(Webinar webinar, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (webinar.HasRunOut(now, times.Longest))
        {
            await end.Run(webinar.Id, null, ct);
        }
        else if (webinar.Status is WebinarStatus.Starting && webinar.Until <= now)
        {
            await webinars.Save(webinar.TakeBack(), webinar, null, now, ct);
        }
    }

    private async Task OneOf(Guid webinar, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is RefusedException or StaleDocumentException)
        {
            // Somebody else was quicker; the next round sees what is left.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.Failed(logger, webinar, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Watching webinar {Webinar} failed; the next round tries again")]
        public static partial void Failed(ILogger logger, Guid webinar, Exception error);
    }
}
