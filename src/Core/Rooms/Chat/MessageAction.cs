using Webinars.People;

namespace Webinars.Rooms.Chat;

/// <summary>Something that is done to one message. Refused: not-found.</summary>
public abstract record MessageAction(Actor By, string ClientId, long MessageId) : RoomAction(By, ClientId)
{
    /// <summary>The message as the log has it, where it is older than what the room keeps.</summary>
    public MessagePosted? Older { get; init; }

    protected override string Said => $"{MessageId}";

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (room.Chat.Find(MessageId) is { } message)
        {
            return Decide(room, message, now);
        }

        if (Older is null || Older.Position != MessageId)
        {
            return Refusal.NotFound;
        }

        var decision = Decide(room, Older, now);
        return decision with { Events = [.. decision.Events.Select(happens => happens is MessageEvent about ? about with { Older = Older } : happens)] };
    }

    /// <param name="message">As it reads now.</param>
    protected abstract Decision Decide(Room room, MessagePosted message, DateTimeOffset now);
}
