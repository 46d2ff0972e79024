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
    public static MessageView Of(MessagePosted posted, Room room, Viewer viewer) =>
        new(posted.Position, posted.At, posted.By!, posted.ClientId, posted.Text, posted.ReplyTo, posted.Mentions);
}

public enum RemovedBy
{
    Author,
    Moderator,
}
