namespace Webinars.Rooms.Chat;

public enum RemovedBy
{
    Author,
    Moderator,
}

/// <summary>Whether a message may still be read: the one place that knows.</summary>
public static class Removal
{
    /// <returns>Null for a message that was not removed.</returns>
    public static RemovedBy? RemovalOf(this Room room, MessagePosted message)
    {
        var amendment = room.Chat.Amended.GetValueOrDefault(message.Position);
        if (amendment?.Removed is { } by)
        {
            return by;
        }

        // A sanction removes all up to itself; what a moderator brought back after it stays.
        var upTo = message.By is { } author ? room.Moderation.RemovedUpTo(author.Id) : 0;
        return message.Position <= upTo && (amendment?.RestoredAt ?? 0) <= upTo ? RemovedBy.Moderator : null;
    }
}
