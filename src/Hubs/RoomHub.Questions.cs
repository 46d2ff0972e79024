using Webinars.Rooms;
using Webinars.Rooms.Questions;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> AskQuestion(string clientId, string text, bool anonymous) =>
        Room.Post(new AskQuestion(You, clientId, text, anonymous, limits.OpenQuestionsPerPerson));

    public Task<Receipt> Vote(string clientId, long questionId, bool on) =>
        Room.Post(new Vote(You, clientId, questionId, on));

    public Task<Receipt> AnswerQuestion(string clientId, long questionId, string? text, bool isPrivate) =>
        Room.Post(new AnswerQuestion(You, clientId, questionId, text, isPrivate));
}
