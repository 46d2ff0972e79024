using CsCheck;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Announcements;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Feedback;
using Webinars.Rooms.Handouts;
using Webinars.Rooms.Hands;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Polls;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Rooms.Roles;

namespace Webinars.Core.Tests;

/// <summary>Whatever people may do in a room, chosen by chance: every action there is, sensible or not.</summary>
internal static class Doings
{
    private static readonly string[] Emojis = ["👍", "🎉"];

    /// <summary>One way to ask for each kind of action. A number may hit a message, a question, a poll, a sanction, or nothing.</summary>
    public static IReadOnlyList<Func<Doing, RoomAction>> All { get; } =
    [
        one => new PostMessage(one.You, one.ClientId, "A message.", null),
        one => new PostMessage(one.You, one.ClientId, "A word that is watched: cheap.", null, [one.Somebody.Id]),
        one => new PostMessage(one.You, one.ClientId, "A reply.", one.Message),
        one => new EditMessage(one.You, one.ClientId, one.Message, "Edited."),
        one => new DeleteMessage(one.You, one.ClientId, one.Message),
        one => new RestoreMessage(one.You, one.ClientId, one.Message),
        one => new PinMessage(one.You, one.ClientId, one.Message, one.Flag),
        one => new ReactToMessage(one.You, one.ClientId, one.Message, Emojis[one.Number % 2], one.Flag),
        one => new ReportMessage(one.You, one.ClientId, one.Message, one.Flag ? "Rude." : null),
        one => new ResolveReports(one.You, one.ClientId, one.Message),
        one => new AskQuestion(one.You, one.ClientId, "A question?", one.Flag, 10),
        one => new AskQuestion(one.You, one.ClientId, "Another question?", one.Flag, 10),
        one => new EditQuestion(one.You, one.ClientId, one.Question, "An edited question?"),
        one => new WithdrawQuestion(one.You, one.ClientId, one.Question),
        one => new Vote(one.You, one.ClientId, one.Question, one.Flag),
        one => new Vote(one.You, one.ClientId, one.Question, true),
        one => new AnswerQuestion(one.You, one.ClientId, one.Question, one.Number % 3 == 0 ? null : "An answer.", one.Flag),
        one => new StartAnswering(one.You, one.ClientId, one.Question),
        one => new StopAnswering(one.You, one.ClientId, one.Question),
        one => new ApproveQuestion(one.You, one.ClientId, one.Question),
        one => new DismissQuestion(one.You, one.ClientId, one.Question, one.Flag ? "Not today." : null),
        one => new ReopenQuestion(one.You, one.ClientId, one.Question),
        one => new PinQuestion(one.You, one.ClientId, one.Question, one.Flag),
        one => new StarQuestion(one.You, one.ClientId, one.Question, one.Flag),
        one => new AssignQuestion(one.You, one.ClientId, one.Question, one.Flag ? one.Somebody.Id : null, one.Somebody.Name),
        one => new ClaimQuestion(one.You, one.ClientId, one.Question, one.Flag),
        one => new MergeQuestions(one.You, one.ClientId, one.Question, one.OtherQuestion),
        one => new UnmergeQuestion(one.You, one.ClientId, one.Merged),
        one => new MergeQuestions(one.You, one.ClientId, one.Question, one.OtherQuestion),
        one => new UnmergeQuestion(one.You, one.ClientId, one.Merged),
        one => new DraftPoll(one.You, one.ClientId, new PollDraft("Tea?", ["Yes", "No"], one.Flag, one.Number % 2 == 0)),
        one => new EditPoll(one.You, one.ClientId, one.Poll, new PollDraft("Coffee?", ["Yes", "No", "Both"], one.Flag, false)),
        one => new MovePoll(one.You, one.ClientId, one.Poll, one.NextOfPoll),
        one => new MovePoll(one.You, one.ClientId, one.Poll, (PollState)(one.Number % 4)),
        one => new MovePoll(one.You, one.ClientId, one.Poll, one.NextOfPoll),
        one => new DiscardPoll(one.You, one.ClientId, one.Poll),
        one => new VotePoll(one.You, one.ClientId, one.Poll, one.Flag ? [one.Number % 2] : []),
        one => new RaiseHand(one.You, one.ClientId, one.Flag),
        one => new LowerHand(one.You, one.ClientId, one.Somebody.Id),
        one => new LeaveFeedback(one.You, one.ClientId, 1 + (one.Number % 5), one.Flag ? "Well done." : null),
        one => new Announce(one.You, one.ClientId, "Look here.", one.Flag ? "Slides" : null, one.Flag ? "https://example.com/" : null, one.Number % 2 == 0 ? 5 : null),
        one => new EndAnnouncement(one.You, one.ClientId, one.Announcement),
        one => new AddLink(one.You, one.ClientId, "Slides", "https://example.com/"),
        one => new RemoveHandout(one.You, one.ClientId, Guid.Empty, one.Handout),
        one => new SanctionPerson(one.You, one.ClientId, new SanctionRequest(SanctionKind.Mute, one.Somebody.Id, null, null, one.Flag ? 5 : null, one.Flag)),
        one => new SanctionPerson(one.You, one.ClientId, new SanctionRequest(one.Flag ? SanctionKind.Ban : SanctionKind.Mute, null, one.Question, null)),
        one => new SanctionPerson(one.You, one.ClientId, new SanctionRequest(SanctionKind.Mute, null, null, one.Message, 1, one.Flag, "Rude.")),
        one => new LiftSanction(one.You, one.ClientId, one.Sanction),
        one => new AssignRole(one.You, one.ClientId, one.Somebody.Id, (Role)(one.Number % 5), one.Somebody.Name),
        one => new ChangeSettings(one.You, one.ClientId, RoomSettings.Default with { QuestionApproval = one.Flag, FlaggedWords = one.Number % 2 == 0 ? ["cheap"] : [] }),
    ];

    /// <summary>Hanna, whose webinar it is, does half of it: most of what there is to do only she may.</summary>
    public static Gen<Doing> Of(IReadOnlyList<Actor> people) => Gen.Select(
        Gen.Int[0, All.Count - 1], Gen.Int[0, (2 * people.Count) - 2], Gen.Int[0, people.Count - 1], Gen.Int[0, 11], Gen.Int[0, 11], Gen.Bool,
        (what, who, whom, number, other, flag) => new Doing(what, people[Math.Max(0, who - people.Count + 1)], people[whom], number, other, flag));
}

/// <param name="Number">Of something that is there; now and then of nothing, or of something else.</param>
internal sealed record Doing(int What, Actor You, Actor Somebody, int Number, int Other, bool Flag)
{
    public string ClientId { get; init; } = "";

    /// <summary>As it was known when it was asked.</summary>
    public Room Room { get; init; } = new();

    public long Message => Pick([.. Room.Chat.Messages.Select(message => message.Position)], Number);

    public long Question => Pick([.. Room.Questions.All.Keys], Number);

    public long OtherQuestion => Pick([.. Room.Questions.All.Keys], Other);

    public long Merged => Pick([.. Room.Questions.All.Values.Where(question => question.MergedInto is not null).Select(question => question.Id)], Number);

    public PollState NextOfPoll => Room.Polls.Find(Poll) is { State: < PollState.Published } poll ? poll.State + 1 : PollState.Open;

    public long Poll => Pick([.. Room.Polls.All.Keys], Number);

    public long Announcement => Pick([.. Room.Announcements.Shown.Select(one => one.Id)], Number);

    public long Handout => Pick([.. Room.Handouts.All.Select(one => one.Id)], Number);

    public long Sanction => Pick([.. Room.Moderation.InForce(default).Select(one => one.Id)], Number);

    public RoomAction Action => Doings.All[What](this);

    private long Pick(IReadOnlyList<long> ids, int number) => ids.Count == 0 || Other == 11 ? Room.Position - number : ids[number % ids.Count];
}
