using Webinars.Rooms;
using Webinars.Rooms.Questions;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> AskQuestion(string clientId, string text, bool anonymous) =>
        Room.Post(new AskQuestion(You, clientId, text, anonymous, limits.OpenQuestionsPerPerson));

    public async Task<Receipt> Vote(string clientId, long questionId, bool on)
    {
        var receipt = await Room.Post(new Vote(You, clientId, questionId, on));
        Me.Pump.TellOthersOf(Me, new Notice("voted") { QuestionId = questionId, On = on });
        return receipt;
    }

    public Task<Receipt> AnswerQuestion(string clientId, long questionId, string? text, bool isPrivate) =>
        Room.Post(new AnswerQuestion(You, clientId, questionId, text, isPrivate));
}
