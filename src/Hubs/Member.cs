using Microsoft.AspNetCore.SignalR;
using Webinars.Hubs.Wires;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Telemetry;

namespace Webinars.Hubs;

/// <summary>One connection in a room: who it is, up to which position it was served, and whether it still takes what it is sent.</summary>
internal sealed class Member(HubConnectionContext connection, Wire wire, RoomPump pump, Actor you, string? session)
{
    /// <summary>Who takes nothing for this long is closed; its browser comes back and resumes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly object Key = new();
    private readonly Lock _gate = new();
    private long _position = pump.Room.State.Position;
    private Sight _sight = Sight.Of(you, pump.Room.State);

    public RoomPump Pump => pump;

    public Actor You => you;

    public string? Session => session;

    /// <summary>Its eyes now.</summary>
    public Viewer Viewer => Sees(pump.Room.State).Viewer;

    /// <summary>Nothing that it was sent is stuck.</summary>
    public bool Takes => !wire.IsStuck;

    /// <summary>Set once the connection has joined.</summary>
    public static Member Of(IDictionary<object, object?> items) => (Member)items[Key]!;

    public static Member? Find(IDictionary<object, object?> items) => items.TryGetValue(Key, out var member) ? (Member?)member : null;

    public void Attach() => connection.Items[Key] = this;

    public void Close() => connection.Abort();

    /// <summary>A moderator removed this person.</summary>
    public void ShowOut()
    {
        Tell(new SharedFrame(nameof(IRoomClient.Notice), new Notice(Refusal.Banned.Code)));
        Close();
    }

    /// <summary>What it may see when the room is as given. Looked up only when somebody's role has changed: every frame asks it of everybody.</summary>
    public Sight Sees(Room room)
    {
        var sight = _sight;
        return ReferenceEquals(sight.Roles, room.Roles) ? sight : _sight = Sight.Of(you, room);
    }

    /// <summary>Answers a call of Resume, with a pulse before it. The answer and the frames after it follow each other without a gap.</summary>
    /// <param name="call">The call's id.</param>
    public void Answer(string call, long? position, string? epoch)
    {
        lock (_gate)
        {
            var resumed = Resume(position, epoch);
            if (!wire.TrySend(ResumeAnswer.Parts(call, resumed, pump.Totals(Viewer, all: resumed.Snapshot is null))))
            {
                // It asks and does not read: its browser comes back.
                connection.Abort();
            }
        }

        pump.Recount();
    }

    /// <summary>From now on it is offered what follows.</summary>
    public Resumption Resume(long? position, string? epoch)
    {
        lock (_gate)
        {
            var resumed = ResumeRoom.Run(pump.Room, you, position, epoch);
            _position = resumed.Position;
            return resumed;
        }
    }

    /// <summary>Takes the frame that begins where this member stands, unless it was served already or holds no news.</summary>
    public void Offer(Frames frames)
    {
        lock (_gate)
        {
            if (_position < frames.To && frames.For(this, _position) is { } message)
            {
                _position = frames.To;
                Tell(message);
            }
        }
    }

    /// <summary>Never waits. What is left out the browser misses: the next frame's <c>from</c> tells it to resume.</summary>
    /// <returns>False when it was left out.</returns>
    public bool Tell(SharedFrame message)
    {
        if (wire.TrySend(message))
        {
            return true;
        }

        if (wire.StuckFor > Patience && !connection.ConnectionAborted.IsCancellationRequested)
        {
            Instruments.SlowReaders.Add(1);
            connection.Abort();
        }

        return false;
    }
}
