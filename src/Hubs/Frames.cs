using Webinars.Hubs.Wires;
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
    private readonly IReadOnlySet<long> _omitted;
    private readonly HashSet<Guid> _concerned;

    /// <summary>Nearly everybody is served the same as who was before them.</summary>
    private (Viewer? Eyes, bool Samples, long From, SharedFrame? Message) _last;

    private readonly Dictionary<(Viewer Eyes, bool Samples, long From), SharedFrame?> _ready = [];

    /// <param name="floor">No frame begins before it: what lies below was not offered to everybody.</param>
    /// <param name="room">The state to which the events led: they are shown as they are then, to whom may see them then.</param>
    /// <param name="omitted">Positions of messages that attendees who did not write them are spared.</param>
    public Frames(string epoch, long floor, IReadOnlyList<RoomEvent> events, Room room, IReadOnlySet<long> omitted)
    {
        (_epoch, _floor, _events, _room, _omitted) = (epoch, floor, events, room, omitted);
        _concerned = [.. events.OfType<LiveEvent>().SelectMany(happened => happened.Concerns(room)), .. events.Where(IsOmitted).Select(happened => happened.By!.Id)];
        IsForEverybody = events.Any(happened => room.Show(happened, Viewer.Anybody) is not null);
        IsEmpty = !IsForEverybody && _concerned.Count == 0 && !events.Any(happened => room.Show(happened, Viewer.Moderator) is not null);
    }

    public long To => _room.Position;

    public bool IsForEverybody { get; }

    /// <summary>Nobody sees anything of it.</summary>
    public bool IsEmpty { get; }

    /// <param name="position">Up to which the reader was served.</param>
    /// <returns>Null when there is nothing in it for this member.</returns>
    public SharedFrame? For(Member member, long position)
    {
        var from = Math.Max(position, _floor);
        var (_, viewer, isOfTheCrowd) = member.Sees(_room);
        var samples = isOfTheCrowd && _omitted.Count > 0;
        var eyes = _concerned.Contains(viewer.Id) ? viewer : viewer.Moderates ? Viewer.Moderator : Viewer.Anybody;
        if (eyes == _last.Eyes && samples == _last.Samples && from == _last.From)
        {
            return _last.Message;
        }

        if (!_ready.TryGetValue((eyes, samples, from), out var message))
        {
            _ready.Add((eyes, samples, from), message = Made(eyes, samples, from));
        }

        _last = (eyes, samples, from, message);
        return message;
    }

    private SharedFrame? Made(Viewer eyes, bool samples, long from)
    {
        var omitted = 0;
        var seen = new List<RoomEvent>();
        foreach (var happened in _events.Where(happened => happened.Position > from))
        {
            if (_room.Show(happened, eyes) is not { } shown)
            {
                continue;
            }

            if (samples && IsOmitted(happened) && happened.By!.Id != eyes.Id)
            {
                omitted++;
            }
            else
            {
                seen.Add(shown);
            }
        }

        // One of which everything is left out still says so; and a frame for everybody reaches also who has resumed past all that it holds: the next pulse asks for its end.
        return seen.Count + omitted == 0 && !IsForEverybody
            ? null
            : new SharedFrame(nameof(IRoomClient.Frame), new Frame(_epoch, from, To, seen, omitted > 0 ? omitted : null));
    }

    private bool IsOmitted(RoomEvent happened) => _omitted.Contains(happened.Position);
}
