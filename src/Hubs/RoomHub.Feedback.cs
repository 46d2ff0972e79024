using Webinars.Rooms;
using Webinars.Rooms.Feedback;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> LeaveFeedback(string clientId, int rating, string? comment) => Room.Post(new LeaveFeedback(You, clientId, rating, comment));
}
