using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.Questions;

namespace Webinars.Hubs;

/// <summary>One batch of events as the frames that its readers get: one message for all who may see the same from the same position.</summary>
internal sealed class Frames
{
    private readonly string _epoch;
    private readonly long _floor;
    private readonly IReadOnlyList<RoomEvent> _events;
    private readonly HashSet<Guid> _concerned;
    private readonly Dictionary<(Viewer Eyes, long From), SerializedHubMessage?> _ready = [];

    /// <param name="floor">No frame begins before it: what lies below was not offered to everybody.</param>
    public Frames(string epoch, long floor, long to, IReadOnlyList<RoomEvent> events)
    {
        (_epoch, _floor, To, _events) = (epoch, floor, to, events);
        _concerned = [.. events.Select(happened => happened.Concerns()).OfType<Guid>()];
        IsForEverybody = events.Any(happened => happened.SeenBy(Viewer.Anybody) is not null);
        IsEmpty = !IsForEverybody && !events.Any(happened => happened.SeenBy(Viewer.Moderator) is not null);
    }

    public long To { get; }

    public bool IsForEverybody { get; }

    /// <summary>Nobody sees anything of it.</summary>
    public bool IsEmpty { get; }

    /// <summary>The question whose votes an event moves.</summary>
    public static long? QuestionOf(RoomEvent happened) => happened switch
    {
        VoteCast cast => cast.QuestionId,
        QuestionAsked asked => asked.Position,
        _ => null,
    };

    /// <param name="position">Up to which the reader was served.</param>
    /// <returns>Null when there is nothing in it for this viewer.</returns>
    public SerializedHubMessage? For(Viewer viewer, long position)
    {
        var from = Math.Max(position, _floor);
        var eyes = _concerned.Contains(viewer.Id) ? viewer : viewer.Moderates ? Viewer.Moderator : Viewer.Anybody;
        if (!_ready.TryGetValue((eyes, from), out var message))
        {
            List<RoomEvent> seen = [.. _events.Where(happened => happened.Position > from).Select(happened => happened.SeenBy(eyes)).OfType<RoomEvent>()];
            message = seen.Count == 0
                ? null
                : new SerializedHubMessage(new InvocationMessage(nameof(IRoomClient.Frame), [new Frame(_epoch, from, To, seen)]));
            _ready.Add((eyes, from), message);
        }

        return message;
    }
}
