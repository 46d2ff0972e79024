using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Webinars.Hubs.Wires;
using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;

namespace Webinars.Hubs;

/// <summary>A few times a second: how busy is the room, and what are its browsers told that is no fact but a total.</summary>
internal sealed partial class RoomBeat : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CountsEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowCountsEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SampledReactionsEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Total, byte> _moved = new();
    private readonly HashSet<Member> _owed = [];
    private readonly RoomPump _pump;
    private readonly LoadSteps _steps;
    private readonly Func<double> _busy;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _timer;
    private (int Viewers, bool? Approximate, long Head, long At)? _counted;
    private long? _reactedAt;
    private Load _shown;
    private volatile bool _recount;

    /// <param name="busy">0 to 1, asked at every beat.</param>
    public RoomBeat(RoomPump pump, LoadSteps steps, Func<double> busy, TimeProvider time, ILogger logger)
    {
        (_pump, _steps, _busy, _time, _logger) = (pump, steps, busy, time, logger);
        _timer = new PeriodicTimer(Every, time);
        _ = Run();
    }

    private LiveRoom Room => _pump.Room;

    /// <summary>To be told with the next beat.</summary>
    public void Moved(Total total) => _moved.TryAdd(total, 0);

    /// <summary>Somebody alone was told a count that may have fallen back by now to what everybody heard last: it is due for all again.</summary>
    public void Recount() => _recount = true;

    public void Dispose() => _timer.Dispose();

    private async Task Run()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            try
            {
                Room.Load = _steps.Take(_busy());
                if (!_pump.IsEmpty)
                {
                    Tell();
                }
            }
            catch (Exception error)
            {
                Log.Failed(_logger, Room.Id, error);
            }
        }
    }

    private void Tell()
    {
        var everybody = ForEverybody();
        var moved = TakeMoved();
        PayOwed();
        if (everybody is null && moved.Count == 0)
        {
            return;
        }

        var state = Room.State;
        var pulse = everybody ?? new Pulse(_pump.Head, _counted!.Value.Viewers, Approximate: _counted.Value.Approximate);
        var ready = new Dictionary<string, SharedFrame?>();
        foreach (var member in _pump.Members)
        {
            var viewer = member.Sees(state).Viewer;
            var key = moved.Count == 0 ? "" : state.TotalsSeenBy(viewer);
            if (!ready.TryGetValue(key, out var message))
            {
                var seen = pulse.With(state, moved, viewer);
                ready.Add(key, message = seen == pulse && everybody is null ? null : Message(seen));
            }

            if (message is not null && !member.Tell(message))
            {
                _owed.Add(member);
            }
        }
    }

    /// <returns>Null when nothing of it is due.</returns>
    private Pulse? ForEverybody()
    {
        var now = _time.GetTimestamp();
        var (viewers, approximate, head, load) = (Room.Presence.People, _pump.Approximate, _pump.Head, Room.Load);
        var wait = load >= Load.SlowCounts ? SlowCountsEvery : CountsEvery;
        var counts = _counted is not { } last || ((_recount || (viewers, approximate, head) != (last.Viewers, last.Approximate, last.Head)) && _time.GetElapsedTime(last.At, now) >= wait);
        if (counts)
        {
            _recount = false;
            _counted = (Room.Presence.People, approximate, head, now);
        }

        var rests = load >= Load.SampledReactions && _reactedAt is { } at && _time.GetElapsedTime(at, now) < SampledReactionsEvery;
        var reactions = rests ? null : Room.Reactions.Take();
        _reactedAt = reactions is null ? _reactedAt : now;

        var stepped = load != _shown;
        _shown = load;
        return counts || reactions is not null || stepped
            ? new Pulse(head, _counted!.Value.Viewers, Reactions: reactions, Load: stepped ? load : null, Approximate: _counted.Value.Approximate)
            : null;
    }

    /// <summary>Totals are told once: whose socket was stuck then is told all of them as soon as it takes them.</summary>
    private void PayOwed()
    {
        if (_owed.RemoveWhere(member => !_pump.Has(member) || (member.Takes && member.Tell(Message(_pump.Totals(member.Viewer, all: true))))) > 0)
        {
            Recount();
        }
    }

    private HashSet<Total> TakeMoved() => [.. _moved.Keys.Where(total => _moved.TryRemove(total, out _))];

    private static SharedFrame Message(Pulse pulse) => new(nameof(IRoomClient.Pulse), pulse);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A pulse of room {Room} could not be made")]
        public static partial void Failed(ILogger logger, Guid room, Exception error);
    }
}
