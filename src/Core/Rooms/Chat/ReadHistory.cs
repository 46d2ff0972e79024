using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms.Chat;

/// <summary>Chat messages older than a position, newest first, or a single one: from the room as far as it keeps them, else from the log.</summary>
public sealed class ReadHistory(RoomLog log)
{
    private const int Largest = 100;
    private const int Stretch = 500;

    public async Task<IReadOnlyList<MessageView>> Run(LiveRoom room, Viewer viewer, long before, int limit, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, Largest);
        var state = room.State;
        List<MessagePosted> found = [.. state.Chat.Before(before, limit)];

        // In the log messages stand far apart: a hundred thousand votes lie between two of them.
        before = state.Chat.KeepsAll ? 1 : Math.Min(before, state.Chat.Messages[0].Position);
        while (before > 1 && found.Count < limit)
        {
            var after = Math.Max(0, before - 1 - Stretch);
            var stretch = await log.Read(room.Id, after, (int)(before - 1 - after), ct);
            found.AddRange(stretch.OfType<MessagePosted>().Reverse().Take(limit - found.Count));
            before = after + 1;
        }

        return [.. found.Select(message => MessageView.Of(message, room.State, viewer))];
    }

    /// <summary>A message that is older than what the room keeps; null when it keeps it, and when there is none.</summary>
    /// <exception cref="RefusedException">too-fast: to look into the log counts as reading history.</exception>
    public async Task<MessagePosted?> Older(LiveRoom room, Actor reader, long position, CancellationToken ct)
    {
        if (position < 1 || position > room.State.Position || room.State.Chat.Has(position))
        {
            return null;
        }

        room.Take(reader.Id, Limited.History);
        return (await log.Read(room.Id, position - 1, 1, ct)).SingleOrDefault() as MessagePosted;
    }
}
