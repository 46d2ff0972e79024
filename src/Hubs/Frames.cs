using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Webinars.Log;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>One batch of events as the frames that its readers get: one message for all who may see the same from the same position.</summary>
internal sealed class Frames
{
    private readonly string _epoch;
    private readonly long _floor;
    private readonly IReadOnlyList<RoomEvent> _events;
    private readonly Room _room;
    private readonly HashSet<Guid> _concerned;
    private readonly Dictionary<(Viewer Eyes, long From), SerializedHubMessage?> _ready = [];

    /// <param name="floor">No frame begins before it: what lies below was not offered to everybody.</param>
    /// <param name="room">The state to which the events led: they are shown as they are then.</param>
    public Frames(string epoch, long floor, IReadOnlyList<RoomEvent> events, Room room)
    {
        (_epoch, _floor, _events, _room) = (epoch, floor, events, room);
        _concerned = [.. events.OfType<LiveEvent>().SelectMany(happened => happened.Concerns(room))];
        IsForEverybody = events.Any(happened => room.Show(happened, Viewer.Anybody) is not null);
        IsEmpty = !IsForEverybody && _concerned.Count == 0 && !events.Any(happened => room.Show(happened, Viewer.Moderator) is not null);
    }

    public long To => _room.Position;

    public bool IsForEverybody { get; }

    /// <summary>Nobody sees anything of it.</summary>
    public bool IsEmpty { get; }

    /// <param name="position">Up to which the reader was served.</param>
    /// <returns>Null when there is nothing in it for this viewer.</returns>
    public SerializedHubMessage? For(Viewer viewer, long position)
    {
        var from = Math.Max(position, _floor);
        var eyes = _concerned.Contains(viewer.Id) ? viewer : viewer.Moderates ? Viewer.Moderator : Viewer.Anybody;
        if (!_ready.TryGetValue((eyes, from), out var message))
        {
            List<RoomEvent> seen = [.. _events.Where(happened => happened.Position > from).Select(happened => _room.Show(happened, eyes)).OfType<RoomEvent>()];
            message = seen.Count == 0
                ? null
                : new SerializedHubMessage(new InvocationMessage(nameof(IRoomClient.Frame), [new Frame(_epoch, from, To, seen)]));
            _ready.Add((eyes, from), message);
        }

        return message;
    }
}
