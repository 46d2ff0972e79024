using Microsoft.AspNetCore.SignalR;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> PostMessage(string clientId, string text, long? replyTo, IReadOnlyList<Guid>? mentions) =>
        Room.Post(new PostMessage(You, clientId, text, replyTo, mentions));

    public Task<Receipt> EditMessage(string clientId, long messageId, string text, ReadHistory history) =>
        Post(new EditMessage(You, clientId, messageId, text), history);

    public Task<Receipt> DeleteMessage(string clientId, long messageId, ReadHistory history) =>
        Post(new DeleteMessage(You, clientId, messageId), history);

    public Task<Receipt> RestoreMessage(string clientId, long messageId, ReadHistory history) =>
        Post(new RestoreMessage(You, clientId, messageId), history);

    public Task<Receipt> PinMessage(string clientId, long messageId, bool on, ReadHistory history) =>
        Post(new PinMessage(You, clientId, messageId, on), history);

    public Task<Receipt> ReactToMessage(string clientId, long messageId, string emoji, bool on, ReadHistory history) =>
        Post(new ReactToMessage(You, clientId, messageId, emoji, on), history);

    public Task<Receipt> ReportMessage(string clientId, long messageId, string? reason, ReadHistory history) =>
        Post(new ReportMessage(You, clientId, messageId, reason), history);

    public Task<Receipt> ResolveReports(string clientId, long messageId, ReadHistory history) =>
        Post(new ResolveReports(You, clientId, messageId), history);

    public Task<IReadOnlyList<MessageView>> History(long before, int limit, ReadHistory history)
    {
        Room.Take(You.Id, Limited.History);
        return history.Run(Room, Me.Viewer, before, limit, Context.ConnectionAborted);
    }

    private async Task<Receipt> Post(MessageAction action, ReadHistory history) =>
        await Room.Post(action with { Older = await history.Older(Room, You, action.MessageId, Context.ConnectionAborted) });
}
