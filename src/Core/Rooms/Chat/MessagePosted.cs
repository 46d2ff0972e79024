using Webinars.Log;

namespace Webinars.Rooms.Chat;

/// <param name="ReplyTo">Position of the message that it answers.</param>
/// <param name="Mentions">People whom its author meant by a name in it.</param>
public sealed record MessagePosted(string ClientId, string Text, long? ReplyTo = null, IReadOnlyList<Guid>? Mentions = null) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Chat = room.Chat.Add(this) };
}
