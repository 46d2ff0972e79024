using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Nodes;

namespace Webinars.Rooms.Presence.Board;

/// <summary>Keeps the board and the rooms of this node in step, behind everybody's back: nobody who joins waits for it.</summary>
public sealed partial class KeepPresence : BackgroundService
{
    private readonly ConcurrentQueue<Movement> _news = new();
    private readonly Dictionary<Guid, RoomOnBoard> _rooms = [];
    private readonly LiveRooms _live;
    private readonly IPresenceBoard _board;
    private readonly PresenceTimes _times;
    private readonly NodeHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public KeepPresence(LiveRooms live, IPresenceBoard board, PresenceTimes times, NodeHealth health, TimeProvider time, ILogger<KeepPresence> logger)
    {
        (_live, _board, _times, _health, _time, _logger) = (live, board, times, health, time, logger);
        live.Moved += _news.Enqueue;
    }

    /// <summary>An orderly end: nobody is with this node any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        TakeNews();
        try
        {
            await Task.WhenAll(_rooms.Values.Select(room => room.Leave(cancellationToken)));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotReached(_logger, error);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_times.Writing, _time);
        do
        {
            TakeNews();
            foreach (var room in _rooms.Values)
            {
                room.Begin(stoppingToken);
            }

            Report();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void TakeNews()
    {
        var open = _live.All.Where(room => room.Opened is { IsCompletedSuccessfully: true, Result: true }).ToDictionary(room => room.Id);
        foreach (var gone in _rooms.Where(known => open.GetValueOrDefault(known.Key) != known.Value.Room).Select(known => known.Key).ToList())
        {
            _rooms.Remove(gone);
        }

        // Before a room is met: then it is asked itself who is there.
        while (_news.TryDequeue(out var moved))
        {
            _rooms.GetValueOrDefault(moved.Webinar)?.Moved(moved.Person);
        }

        foreach (var room in open.Values.Where(room => !_rooms.ContainsKey(room.Id)))
        {
            _rooms.Add(room.Id, new RoomOnBoard(room, _board, _times, _time));
        }
    }

    /// <summary>A board that is away for a minute is two lines in the log.</summary>
    private void Report()
    {
        var problem = _rooms.Values.Select(room => room.Problem).FirstOrDefault(problem => problem is not null);
        var lost = problem is not null || !_board.IsConnected;
        if (lost == _health.CountsAreApproximate)
        {
            return;
        }

        _health.CountsAreApproximate = lost;
        if (lost)
        {
            Log.NotReached(_logger, problem);
        }
        else
        {
            Log.Reached(_logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Who is with other nodes cannot be read; counts are approximate until it can")]
        public static partial void NotReached(ILogger logger, Exception? error);

        [LoggerMessage(2, LogLevel.Information, "Who is with other nodes can be read")]
        public static partial void Reached(ILogger logger);
    }
}
