using Webinars.Rooms;
using Webinars.Rooms.Polls;

namespace Webinars.Hubs;

public sealed partial class RoomHub
{
    public Task<Receipt> DraftPoll(string clientId, string question, IReadOnlyList<string> options, bool multiple, bool hideResults) =>
        Room.Post(new DraftPoll(You, clientId, new PollDraft(question, options, multiple, hideResults)));

    public Task<Receipt> EditPoll(string clientId, long pollId, string question, IReadOnlyList<string> options, bool multiple, bool hideResults) =>
        Room.Post(new EditPoll(You, clientId, pollId, new PollDraft(question, options, multiple, hideResults)));

    public Task<Receipt> OpenPoll(string clientId, long pollId) => Room.Post(new MovePoll(You, clientId, pollId, PollState.Open));

    public Task<Receipt> ClosePoll(string clientId, long pollId) => Room.Post(new MovePoll(You, clientId, pollId, PollState.Closed));

    public Task<Receipt> PublishPoll(string clientId, long pollId) => Room.Post(new MovePoll(You, clientId, pollId, PollState.Published));

    public Task<Receipt> DiscardPoll(string clientId, long pollId) => Room.Post(new DiscardPoll(You, clientId, pollId));

    public Task<Receipt> VotePoll(string clientId, long pollId, IReadOnlyList<int> choices) => Room.Post(new VotePoll(You, clientId, pollId, choices));
}
