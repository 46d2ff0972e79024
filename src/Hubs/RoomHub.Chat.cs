using Microsoft.AspNetCore.SignalR;
using Webinars.Rooms;
using Webinars.Rooms.Chat;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> PostMessage(string clientId, string text, long? replyTo, IReadOnlyList<Guid>? mentions) =>
        Room.Post(new PostMessage(You, clientId, text, replyTo, mentions));

    public Task<IReadOnlyList<MessageView>> History(long before, int limit, ReadHistory history)
    {
        Room.Take(You.Id, Limited.History);
        return history.Run(Room, Me.Viewer, before, limit, Context.ConnectionAborted);
    }
}
