using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.Telemetry;

namespace Webinars.Rooms;

/// <summary>Looks twice a second, with one question, whether other nodes have appended to the rooms of this one: hints may be lost. At once when nodes hear each other again.</summary>
public sealed partial class KeepUpWithLogs(LiveRooms rooms, RoomLog log, INodeChannel others, TimeProvider time, ILogger<KeepUpWithLogs> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>One look; also what a test calls.</summary>
    public async Task Round(CancellationToken ct)
    {
        var open = rooms.All.Select(room => room.Id).ToList();
        if (open.Count == 0)
        {
            return;
        }

        foreach (var (room, head) in await log.Heads(open, ct))
        {
            if (rooms.Grew(room, head))
            {
                Instruments.MissedHints.Add(1);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looks = new SaidOnce(error => Log.Failed(logger, error));
        var restored = new TaskCompletionSource();
        void Hurry() => Volatile.Read(ref restored).TrySetResult();
        others.Restored += Hurry;
        while (!stoppingToken.IsCancellationRequested)
        {
            Volatile.Write(ref restored, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            await looks.Try(() => Round(stoppingToken), stoppingToken);
            await Task.WhenAny(Task.Delay(Period, time, stoppingToken), restored.Task);
        }

        others.Restored -= Hurry;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The heads of the logs could not be read; tried again until they can")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
