using Webinars.Log;

namespace Webinars.Rooms.Chat;

/// <summary>Chat messages older than a position, newest first.</summary>
public sealed class ReadHistory(RoomLog log)
{
    private const int Largest = 100;
    private const int Stretch = 500;

    public async Task<IReadOnlyList<MessageView>> Run(LiveRoom room, Viewer viewer, long before, int limit, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, Largest);
        var found = new List<MessageView>(limit);
        before = Math.Min(before, (await log.Head(room.Id, ct))?.Position + 1 ?? 1);
        while (before > 1 && found.Count < limit)
        {
            var after = Math.Max(0, before - 1 - Stretch);
            var stretch = await log.Read(room.Id, after, (int)(before - 1 - after), ct);
            found.AddRange(stretch.OfType<MessagePosted>().Reverse().Take(limit - found.Count).Select(message => MessageView.Of(message, room.State, viewer)));
            before = after + 1;
        }

        return found;
    }
}
