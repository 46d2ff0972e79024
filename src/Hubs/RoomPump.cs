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
    private readonly ConcurrentDictionary<long, byte> _moved = new();
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
        Room.Presence.Join(member.You.Id);
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

    /// <summary>Everything that a <see cref="Pulse"/> may say, for one who has just resumed.</summary>
    public Pulse Totals()
    {
        var state = Room.State;
        return new Pulse(
            Interlocked.Read(ref _head),
            Room.Presence.People,
            state.Questions.All.IsEmpty ? null : state.Questions.All.Values.ToDictionary(question => question.Id, question => question.Voters.Count));
    }

    /// <summary>To the same person's other tabs.</summary>
    public void TellOthersOf(Member member, Notice notice)
    {
        if (Room.Presence.ConnectionsOf(member.You.Id) < 2)
        {
            return;
        }

        var message = Message(nameof(IRoomClient.Notice), notice);
        foreach (var other in _members.Keys.Where(other => other != member && other.You.Id == member.You.Id))
        {
            other.Tell(message);
        }
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

        foreach (var happened in events)
        {
            if (Frames.QuestionOf(happened) is { } question)
            {
                _moved.TryAdd(question, 0);
            }
        }

        var frames = new Frames(Room.Epoch, _floor, state.Position, events);
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
            var message = Message(nameof(IRoomClient.Pulse), new Pulse(now.Head, now.Viewers, TakeMoved()));
            foreach (var member in _members.Keys)
            {
                member.Tell(message);
            }
        }
    }

    private Dictionary<long, int>? TakeMoved()
    {
        var votes = new Dictionary<long, int>();
        var state = Room.State;
        foreach (var id in _moved.Keys)
        {
            _moved.TryRemove(id, out _);
            if (state.Questions.Find(id) is { } question)
            {
                votes[id] = question.Voters.Count;
            }
        }

        return votes.Count == 0 ? null : votes;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A frame of room {Room} could not be made")]
        public static partial void Failed(ILogger logger, Guid room, Exception error);
    }
}
