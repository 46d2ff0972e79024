using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Storage;
using Webinars.Log;

namespace Webinars.Rooms.Reactions;

/// <summary>Writes into the logs, once a second, what the rooms of this node felt; nothing for a room that felt nothing. What cannot be written is lost: that second.</summary>
public sealed partial class SaveReactions(LiveRooms rooms, RoomLog log, TimeProvider time, ILogger<SaveReactions> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>One second's; also what a test calls.</summary>
    public Task Round(CancellationToken ct) => Task.WhenAll(rooms.All.Select(room => Save(room, ct)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Round(stoppingToken);
        }
    }

    private async Task Save(LiveRoom room, CancellationToken ct)
    {
        if (room.Reactions.TakeUnsaved() is not { } counts)
        {
            return;
        }

        try
        {
            await log.Append(room.Id, [new ReactionsCounted(counts) { At = time.GetUtcNow() }], new Batch(), ct);
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            Log.Failed(logger, room.Id, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A second's reactions of room {Room} could not be saved")]
        public static partial void Failed(ILogger logger, Guid room, Exception error);
    }
}
