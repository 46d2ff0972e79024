using Webinars.Log;

namespace Webinars.Rooms.Chat;

/// <param name="ReplyTo">Position of the message that it answers.</param>
public sealed record MessagePosted(string ClientId, string Text, long? ReplyTo = null) : RoomEvent;
