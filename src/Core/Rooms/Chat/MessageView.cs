using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms.Chat;

/// <summary>A message as one person may see it now.</summary>
/// <param name="Text">Empty when it was removed.</param>
/// <param name="Removed">Who removed it.</param>
/// <param name="Reactions">Emoji → people; not in events, which many read.</param>
/// <param name="Mine">Emoji with which the viewer reacted; not in events.</param>
/// <param name="Flagged">For moderators: the word for which it should be looked at.</param>
public sealed record MessageView(
    long Position,
    DateTimeOffset At,
    Actor By,
    string ClientId,
    string Text,
    long? ReplyTo = null,
    IReadOnlyList<Guid>? Mentions = null,
    DateTimeOffset? EditedAt = null,
    RemovedBy? Removed = null,
    IReadOnlyDictionary<string, int>? Reactions = null,
    IReadOnlyList<string>? Mine = null,
    string? Flagged = null)
{
    public static MessageView Of(MessagePosted posted, Room room, Viewer viewer)
    {
        var view = InEvent(posted, room, viewer);
        if (view.Removed is not null || !room.Chat.Amended.TryGetValue(posted.Position, out var amendment) || amendment.Counts() is not { Count: > 0 } counts)
        {
            return view;
        }

        List<string> mine = [.. counts.Keys.Where(emoji => amendment.Has(emoji, viewer.Id))];
        return view with { Reactions = counts, Mine = mine.Count > 0 ? mine : null };
    }

    /// <summary>For who has forgotten the message: with what the viewer felt about it, which the removal took away.</summary>
    public static MessageView Restored(MessagePosted posted, Room room, Viewer viewer) => Of(posted, room, viewer) with { Reactions = null };

    /// <summary>The same for all viewers of a kind.</summary>
    public static MessageView InEvent(MessagePosted posted, Room room, Viewer viewer)
    {
        var now = posted.AsNow(room).For(viewer);
        return new(now.Position, now.At, now.By!, now.ClientId, now.Text, now.ReplyTo, now.Mentions, now.EditedAt, now.Removed, Flagged: now.Flagged);
    }
}
