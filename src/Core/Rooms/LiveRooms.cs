using System.Collections.Concurrent;
using System.Diagnostics;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.Rooms.Presence;
using Webinars.Telemetry;

namespace Webinars.Rooms;

/// <summary>The rooms that this node has in memory.</summary>
public sealed class LiveRooms
{
    /// <summary>Who looks in from outside (a ticket, a role) comes again soon.</summary>
    private static readonly TimeSpan KeepUnused = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Lazy<LiveRoom>> _rooms = new();
    private readonly RoomLog _log;
    private readonly RateLimits _limits;
    private readonly INodeChannel _others;
    private readonly TimeProvider _time;

    public LiveRooms(RoomLog log, RateLimits limits, INodeChannel others, TimeProvider time)
    {
        (_log, _limits, _others, _time) = (log, limits, others, time);
        log.Grew += (id, head) =>
        {
            Grew(id, head, Traces.Here);
            others.Tell(id, new LogGrew(head, Traces.Carried));
        };
    }

    public IEnumerable<LiveRoom> All => _rooms.Where(room => room.Value.IsValueCreated).Select(room => room.Value.Value);

    /// <summary>Somebody came into a room on this node, or went. Raised while others wait: handlers only take note.</summary>
    public event Action<Movement>? Moved;

    /// <exception cref="RefusedException">not-found: there is no such room.</exception>
    public async Task<LiveRoom> Open(Guid id)
    {
        // Lazy: two who come at once must not start two loops.
        var room = _rooms.GetOrAdd(id, _ => new Lazy<LiveRoom>(() => new LiveRoom(id, _log, _limits, _others, _time, moved => Moved?.Invoke(moved))));
        room.Value.Use();
        try
        {
            if (await room.Value.Opened)
            {
                return room.Value;
            }
        }
        catch
        {
            Drop();
            throw;
        }

        Drop();
        throw new RefusedException(Refusal.NotFound);

        // Else it would go on hearing of the room.
        void Drop()
        {
            Forget(id, room);
            room.Value.Close();
        }
    }

    /// <summary>A room's log has this head; nothing happens where the room is not in memory, or knows.</summary>
    /// <param name="cause">By what it grew, where that is traced.</param>
    /// <returns>Whether that was news to a room in memory.</returns>
    public bool Grew(Guid id, long head, ActivityContext cause = default) => _rooms.TryGetValue(id, out var room) && room.Value.Grew(head, cause);

    /// <summary>Lets go of a room that nobody is in; who comes later opens it anew from the log.</summary>
    public void Release(LiveRoom room)
    {
        if (_rooms.TryGetValue(room.Id, out var opened) && opened.Value == room)
        {
            Forget(room.Id, opened);
            room.Close();
        }
    }

    /// <summary>Lets go of the rooms that nobody has asked for in a while.</summary>
    /// <param name="isHeld">Whether somebody still works with the room: it stays.</param>
    public void ReleaseUnused(Func<Guid, bool> isHeld)
    {
        var since = _time.GetUtcNow() - KeepUnused;
        foreach (var (id, room) in _rooms)
        {
            if (room.IsValueCreated && room.Value.IsUnusedSince(since) && !isHeld(id))
            {
                Release(room.Value);
            }
        }
    }

    private void Forget(Guid id, Lazy<LiveRoom> room) => _rooms.TryRemove(new KeyValuePair<Guid, Lazy<LiveRoom>>(id, room));
}
