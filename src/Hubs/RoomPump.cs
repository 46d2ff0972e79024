using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;
using Webinars.Rooms.Moderation;
using Webinars.Telemetry;

namespace Webinars.Hubs;

/// <summary>
/// Moves one room's log to this node's connections: at once when it is quiet, gathered when it is not, serialised once for all who may see the same.
/// It waits for nobody.
/// </summary>
internal sealed partial class RoomPump : IDisposable
{
    /// <summary>From one frame to the next under load: longer where serving everybody would take more than its share of it.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(400);

    /// <summary>Of one core, as long as a tick can be made longer.</summary>
    private const double Share = 0.55;

    /// <summary>Between two frames of a room that is too busy.</summary>
    private static readonly TimeSpan PacedTick = TimeSpan.FromMilliseconds(100);

    private readonly Lock _book = new();
    private readonly HashSet<Member> _members = [];
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BusyMeter _serving;
    private readonly ChatSample _sample;
    private readonly RoomBeat _beat;
    private Member[]? _all = [];
    private ModerationState _moderation;
    private long _cursor;
    private long _head;

    /// <summary>Up to here something was never framed: no frame may begin before it, whoever holds less must see the gap.</summary>
    private long _floor;

    /// <param name="busy">How busy the room is, 0 to 1; null: as measured.</param>
    public RoomPump(LiveRoom room, LoadThresholds thresholds, TimeProvider time, ILogger logger, Func<double>? busy = null)
    {
        (Room, _time, _logger) = (room, time, logger);
        (_cursor, _head, _moderation) = (room.State.Position, room.State.Position, room.State.Moderation);
        (_serving, _sample) = (new BusyMeter(time), new ChatSample(time));
        _beat = new RoomBeat(this, new LoadSteps(thresholds, time), busy ?? Busy, time, logger);
        room.Advanced += Wake;
        _ = Serve();
    }

    public LiveRoom Room { get; }

    /// <summary>Who is in it now; a picture that stays as it is.</summary>
    public IReadOnlyList<Member> Members => Everybody();

    public bool IsEmpty => Everybody().Length == 0;

    /// <summary>Where everybody stands who missed nothing.</summary>
    public long Head => Interlocked.Read(ref _head);

    /// <summary>When the last member left; means something only while <see cref="IsEmpty"/>.</summary>
    public DateTimeOffset EmptySince { get; private set; }

    /// <summary>Events that this node has heard of and not served.</summary>
    public long Lag => Math.Max(0, Room.Heard - Interlocked.Read(ref _cursor));

    public bool Has(Member member)
    {
        lock (_book)
        {
            return _members.Contains(member);
        }
    }

    public void Add(Member member)
    {
        if (Room.State.Moderation.IsBanned(member.You.Id))
        {
            member.ShowOut();
            return;
        }

        Room.Presence.Join(member.You);
        Note(member, isHere: true);

        // Banned meanwhile; a ban from now on finds them among the members.
        if (Room.State.Moderation.IsBanned(member.You.Id))
        {
            Remove(member);
            member.ShowOut();
        }
    }

    public void Remove(Member member)
    {
        if (Note(member, isHere: false))
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

    /// <summary>For one who has just resumed: where it stands, and (a snapshot has them already) all totals and the load.</summary>
    public Pulse Totals(Viewer viewer, bool all)
    {
        var state = Room.State;
        return new Pulse(Head, Room.Presence.People, Load: all || Room.Load is not Load.Normal ? Room.Load : null, Approximate: Approximate).With(state, all ? [.. state.Totals()] : [], viewer);
    }

    /// <inheritdoc cref="Pulse.Approximate"/>
    public bool? Approximate => Room.Presence.IsApproximate ? true : null;

    /// <inheritdoc cref="RoomBeat.Recount"/>
    public void Recount() => _beat.Recount();

    private bool Note(Member member, bool isHere)
    {
        lock (_book)
        {
            _all = null;
            return isHere ? _members.Add(member) : _members.Remove(member);
        }
    }

    private Member[] Everybody()
    {
        lock (_book)
        {
            return _all ??= [.. _members];
        }
    }

    /// <summary>Whichever is the bottleneck: the way out, or the way in.</summary>
    private double Busy() => Math.Max(_serving.Read(), Room.Backlog);

    private void Wake() => _news.Writer.TryWrite(true);

    private async Task Serve()
    {
        // Whoever came first is gone long before the pump is.
        Activity.Current = null;
        await foreach (var _ in _news.Reader.ReadAllAsync())
        {
            var begun = _time.GetTimestamp();
            _serving.Begin();
            try
            {
                ServeOnce();
            }
            catch (Exception error)
            {
                Log.Failed(_logger, Room.Id, error);
                LeaveAGap();
            }

            _serving.End();
            await Task.Delay(Rest(_time.GetElapsedTime(begun)), _time);
        }
    }

    private TimeSpan Rest(TimeSpan served)
    {
        var least = Room.Load >= Load.Paced ? PacedTick : Tick;
        var tick = Math.Clamp(served.Ticks / Share, least.Ticks, LongestTick.Ticks);
        return TimeSpan.FromTicks(Math.Max(0, (long)tick - served.Ticks));
    }

    private void ServeOnce()
    {
        var (events, state) = Room.Since(_cursor);
        Interlocked.Exchange(ref _cursor, state.Position);
        using var span = Traces.Caused("room.frame", Room.Causes.Take(_cursor));
        try
        {
            if (events is null)
            {
                // More than the tail holds came at once.
                LeaveAGap();
            }
            else
            {
                Offer(events, state);
            }
        }
        finally
        {
            ShowOutBanned(state);
        }
    }

    private void Offer(IReadOnlyList<RoomEvent> events, Room state)
    {
        var frames = new Frames(Room.Epoch, _floor, events, state, _sample.Omits(events, Room.Load >= Load.SampledChat));
        if (!frames.IsEmpty)
        {
            foreach (var member in Everybody())
            {
                member.Offer(frames);
            }

            Instruments.FrameDelay.Record(Math.Max(0, (_time.GetUtcNow() - events[0].At).TotalSeconds));
        }

        // Only now: a pulse that overtook the frame would send everybody to Resume.
        if (frames.IsForEverybody)
        {
            Interlocked.Exchange(ref _head, frames.To);
        }

        // A total may be of something that only the frame has told of.
        foreach (var total in events.OfType<LiveEvent>().SelectMany(happened => happened.Moves(state)))
        {
            _beat.Moved(total);
        }
    }

    private void ShowOutBanned(Room state)
    {
        if (!ReferenceEquals(state.Moderation, _moderation))
        {
            _moderation = state.Moderation;
            foreach (var member in Everybody().Where(member => _moderation.IsBanned(member.You.Id)))
            {
                member.ShowOut();
            }
        }
    }

    /// <summary>What was passed over comes by Resume: the next frame, or the next pulse where none follows, tells everybody that they hold less.</summary>
    private void LeaveAGap()
    {
        _floor = _cursor;
        Interlocked.Exchange(ref _head, _cursor);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A frame of room {Room} could not be made")]
        public static partial void Failed(ILogger logger, Guid room, Exception error);
    }
}
