using Webinars.Log;

namespace Webinars.Rooms.Chat;

/// <summary>Chat messages older than a position, newest first.</summary>
public sealed class ReadHistory(RoomLog log)
{
    private const int Largest = 100;
    private const int Stretch = 500;

    public async Task<IReadOnlyList<MessagePosted>> Run(Guid room, long before, int limit, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, Largest);
        var found = new List<MessagePosted>(limit);
        before = Math.Min(before, (await log.Head(room, ct))?.Position + 1 ?? 1);
        while (before > 1 && found.Count < limit)
        {
            var after = Math.Max(0, before - 1 - Stretch);
            var stretch = await log.Read(room, after, (int)(before - 1 - after), ct);
            found.AddRange(stretch.OfType<MessagePosted>().Reverse().Take(limit - found.Count));
            before = after + 1;
        }

        return found;
    }
}
