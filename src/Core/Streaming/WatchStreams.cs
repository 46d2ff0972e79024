using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Nodes;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Streaming;

/// <summary>Does what only the clock asks for: takes back a Go live that got no stream, ends what was lost or goes on too long, tells the vendor what it has not been told. One node does, or the vendor would be told twice.</summary>
public sealed partial class WatchStreams(
    WebinarStore webinars, LiveStreamStore streams, EndWebinar end, TellVideoService tell, Duties duties, StreamTimes times, TimeProvider time,
    ILogger<WatchStreams> logger) : BackgroundService
{
    private const string Duty = "watch-streams";

    /// <summary>A vendor may be slow, and the next round waits for this one.</summary>
    private const int ToldAtOnce = 5;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>One round; also what a test calls after it has moved the clock.</summary>
    public async Task Round(CancellationToken ct)
    {
        await foreach (var webinar in webinars.FindAll(WebinarLists.Timed, "", TimeKey.End, ct))
        {
            await OneOf(webinar.Id, () => Watch(webinar, ct));
        }

        foreach (var stream in await streams.FindOwed(time.GetUtcNow(), ToldAtOnce, ct))
        {
            // One that does not answer now would not answer the others either; this one has moved to the end of the line.
            var told = true;
            await OneOf(stream.WebinarId, async () => told = await tell.Run(stream.WebinarId, ct));
            if (!told)
            {
                break;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await OneOf(Guid.Empty, () => duties.GiveBack(Duty, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await OneOf(Guid.Empty, async () => await (await duties.IsMine(Duty, stoppingToken) ? Round(stoppingToken) : Task.CompletedTask));
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
