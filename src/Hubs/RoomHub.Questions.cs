using Webinars.Rooms;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Rooms.Questions.Similar;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> AskQuestion(string clientId, string text, bool anonymous) =>
        Room.Post(new AskQuestion(You, clientId, text, anonymous, limits.OpenQuestionsPerPerson));

    public Task<Receipt> EditQuestion(string clientId, long questionId, string text) =>
        Room.Post(new EditQuestion(You, clientId, questionId, text));

    public Task<Receipt> WithdrawQuestion(string clientId, long questionId) =>
        Room.Post(new WithdrawQuestion(You, clientId, questionId));

    public Task<Receipt> Vote(string clientId, long questionId, bool on) =>
        Room.Post(new Vote(You, clientId, questionId, on));

    public IReadOnlyList<SimilarQuestion> SimilarQuestions(string text)
    {
        Room.Take(You.Id, Limited.History);
        return FindSimilarQuestions.To(text, Room.State.Questions);
    }

    public Task<Receipt> AnswerQuestion(string clientId, long questionId, string? text, bool isPrivate) =>
        Room.Post(new AnswerQuestion(You, clientId, questionId, text, isPrivate));

    public Task<Receipt> StartAnswering(string clientId, long questionId) =>
        Room.Post(new StartAnswering(You, clientId, questionId));

    public Task<Receipt> StopAnswering(string clientId, long questionId) =>
        Room.Post(new StopAnswering(You, clientId, questionId));

    public Task<Receipt> ApproveQuestion(string clientId, long questionId) =>
        Room.Post(new ApproveQuestion(You, clientId, questionId));

    public Task<Receipt> DismissQuestion(string clientId, long questionId, string? reason) =>
        Room.Post(new DismissQuestion(You, clientId, questionId, reason));

    public Task<Receipt> ReopenQuestion(string clientId, long questionId) =>
        Room.Post(new ReopenQuestion(You, clientId, questionId));

    public Task<Receipt> PinQuestion(string clientId, long questionId, bool on) =>
        Room.Post(new PinQuestion(You, clientId, questionId, on));

    public Task<Receipt> StarQuestion(string clientId, long questionId, bool on) =>
        Room.Post(new StarQuestion(You, clientId, questionId, on));

    public async Task<Receipt> AssignQuestion(string clientId, long questionId, Guid? personId, VisitStore visits) =>
        await Room.Post(new AssignQuestion(You, clientId, questionId, personId, personId is { } person ? await visits.NameOf(Room, You, person, Context.ConnectionAborted) : null));

    public Task<Receipt> ClaimQuestion(string clientId, long questionId, bool on) =>
        Room.Post(new ClaimQuestion(You, clientId, questionId, on));

    public Task<Receipt> MergeQuestions(string clientId, long questionId, long intoId) =>
        Room.Post(new MergeQuestions(You, clientId, questionId, intoId));

    public Task<Receipt> UnmergeQuestion(string clientId, long questionId) =>
        Room.Post(new UnmergeQuestion(You, clientId, questionId));
}
