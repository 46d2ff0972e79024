using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;
using Webinars.Log;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>
/// Moves one room's log to this node's connections: at once when it is quiet, gathered when it is not, serialised once for all who may see the same.
/// It waits for nobody.
/// </summary>
internal sealed partial class RoomPump : IDisposable
{
    /// <summary>Between two frames under load; more when serving everybody takes longer than half of it.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PulseEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TotalsEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Member, byte> _members = new();
    private readonly ConcurrentDictionary<Total, byte> _moved = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _beat;
    private long _cursor;
    private long _head;

    /// <summary>Up to here something was never framed: no frame may begin before it, whoever holds less must see the gap.</summary>
    private long _floor;

    public RoomPump(LiveRoom room, TimeProvider time, ILogger logger)
    {
        (Room, _time, _logger) = (room, time, logger);
        _cursor = _head = room.State.Position;
        _beat = new PeriodicTimer(PulseEvery, time);
        room.Advanced += Wake;
        _ = Serve();
        _ = Beat();
    }

    public LiveRoom Room { get; }

    public IEnumerable<Member> Members => _members.Keys;

    public bool IsEmpty => _members.IsEmpty;

    /// <summary>When the last member left; means something only while <see cref="IsEmpty"/>.</summary>
    public DateTimeOffset EmptySince { get; private set; }

    public void Add(Member member)
    {
        Room.Presence.Join(member.You);
        _members.TryAdd(member, 0);
    }

    public void Remove(Member member)
    {
        if (_members.TryRemove(member, out _))
        {
            Room.Presence.Leave(member.You.Id);
            EmptySince = _time.GetUtcNow();
        }
    }

    public void Dispose()
    {
        Room.Advanced -= Wake;
        _news.Writer.TryComplete();
        _beat.Dispose();
    }

    /// <summary>For one who has just resumed: where it stands, and (a snapshot has them already) all totals.</summary>
    public Pulse Totals(Viewer viewer, bool all)
    {
        var state = Room.State;
        return new Pulse(Interlocked.Read(ref _head), Room.Presence.People).With(state, all ? [.. state.Totals()] : [], viewer);
    }

    private static SerializedHubMessage Message(string method, object argument) => new(new InvocationMessage(method, [argument]));

    private void Wake() => _news.Writer.TryWrite(true);

    private async Task Serve()
    {
        await foreach (var _ in _news.Reader.ReadAllAsync())
        {
            var begun = _time.GetTimestamp();
            try
            {
                ServeOnce();
            }
            catch (Exception error)
            {
                Log.Failed(_logger, Room.Id, error);
                LeaveAGap();
            }

            var rest = _time.GetElapsedTime(begun) * 2;
            await Task.Delay(rest > LongestTick ? LongestTick : rest > Tick ? rest : Tick, _time);
        }
    }

    private void ServeOnce()
    {
        var (events, state) = Room.Since(_cursor);
        _cursor = state.Position;
        if (events is null)
        {
            // More than the tail holds came at once.
            LeaveAGap();
            return;
        }

        foreach (var total in events.OfType<LiveEvent>().SelectMany(happened => happened.Moves(state)))
        {
            _moved.TryAdd(total, 0);
        }

        var frames = new Frames(Room.Epoch, _floor, events, state);
        if (!frames.IsEmpty)
        {
            foreach (var member in _members.Keys)
            {
                member.Offer(frames);
            }
        }

        // Only now: a pulse that overtook the frame would send everybody to Resume.
        if (frames.IsForEverybody)
        {
            Interlocked.Exchange(ref _head, state.Position);
        }
    }

    /// <summary>What was passed over comes by Resume: the next frame, or the next pulse where none follows, tells everybody that they hold less.</summary>
    private void LeaveAGap()
    {
        _floor = _cursor;
        Interlocked.Exchange(ref _head, _cursor);
    }

    private async Task Beat()
    {
        var shown = (Viewers: -1, Head: -1L);
        var shownAt = _time.GetTimestamp();
        while (await _beat.WaitForNextTickAsync())
        {
            var now = (Viewers: Room.Presence.People, Head: Interlocked.Read(ref _head));
            var due = now != shown && _time.GetElapsedTime(shownAt) >= TotalsEvery;
            if (_members.IsEmpty || (_moved.IsEmpty && !due))
            {
                continue;
            }

            (shown, shownAt) = (now, _time.GetTimestamp());
            var message = Message(nameof(IRoomClient.Pulse), new Pulse(now.Head, now.Viewers).With(Room.State, TakeMoved(), Viewer.Anybody));
            foreach (var member in _members.Keys)
            {
                member.Tell(message);
            }
        }
    }

    private HashSet<Total> TakeMoved() => [.. _moved.Keys.Where(total => _moved.TryRemove(total, out _))];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A frame of room {Room} could not be made")]
        public static partial void Failed(ILogger logger, Guid room, Exception error);
    }
}
