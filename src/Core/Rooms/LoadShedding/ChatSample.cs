using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Chat;

namespace Webinars.Rooms.LoadShedding;

/// <summary>Picks the messages that attendees are spared when more is said than anybody could read: so many a second are left, spread evenly.</summary>
public sealed class ChatSample(TimeProvider time)
{
    public const int PerSecond = 20;

    private long _since = time.GetTimestamp();
    private double _allowed;

    /// <param name="isOn">Off: everything is shown.</param>
    /// <returns>Positions of messages that are left out for all but their authors, and panelists and above.</returns>
    public IReadOnlySet<long> Omits(IReadOnlyList<RoomEvent> events, bool isOn)
    {
        var now = time.GetTimestamp();
        _allowed = isOn ? Math.Min(PerSecond, _allowed + (time.GetElapsedTime(_since, now).TotalSeconds * PerSecond)) : 0;
        _since = now;
        var omitted = new HashSet<long>();
        if (!isOn)
        {
            return omitted;
        }

        List<MessagePosted> said = [.. events.OfType<MessagePosted>().Where(message => message.By?.Can(Capability.SpeakAsHost) is not true)];
        var shown = Math.Min(said.Count, (int)_allowed);
        _allowed -= shown;
        for (var i = 0; i < said.Count; i++)
        {
            if ((i + 1) * shown / said.Count == i * shown / said.Count)
            {
                omitted.Add(said[i].Position);
            }
        }

        return omitted;
    }
}
