using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Announcements;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Handouts;
using Webinars.Rooms.Hands;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Polls;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Rooms.Roles;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

public class AuditTests
{
    /// <summary>5 removed by its author · 6 removed by a moderator · 7 brought back · 8 reported · 9 resolved · 10 pinned · 11 muted · 12 lifted · 13 settings</summary>
    private static readonly Rooms.Room Moderated = Live
        .Does(new DeleteMessage(Ada, "a", 4)).Does(new DeleteMessage(Mona, "b", 2)).Does(new RestoreMessage(Mona, "c", 2)).Does(new ReportMessage(Otto, "d", 2, "Rude"))
        .Does(new ResolveReports(Mona, "e", 2)).Does(new PinMessage(Mona, "f", 2, true)).Does(Mute(Mona, Ada)).Does(new LiftSanction(Mona, "g", 11))
        .Does(new ChangeSettings(Mona, "h", RoomSettings.Default with { Chat = ChatMode.Off }));

    [Fact]
    public void Moderators_read_what_was_decided_newest_first()
    {
        Assert.Equal([13, 12, 11, 10, 9, 7, 6], Read(long.MaxValue, 100).Select(decided => decided.Position));
        Assert.All(Read(long.MaxValue, 100), decided => Assert.Equal(Mona, decided.By));
    }

    [Fact]
    public void It_is_read_in_pages()
    {
        Assert.Equal([13, 12], Read(long.MaxValue, 2).Select(decided => decided.Position));
        Assert.Equal([11, 10], Read(12, 2).Select(decided => decided.Position));
        Assert.Equal([6], Read(7, 0).Select(decided => decided.Position));
        Assert.Empty(Read(6, 100));
        Assert.Empty(Read(-1, 100));
        var many = Enumerable.Range(0, 150).Aggregate(Live, (room, i) => room.Then(new MessagePinned(2, i % 2 == 0) { By = Mona }));
        Assert.Equal(100, ReadAudit.Run(many, many.EyesOf(Mona), long.MaxValue, 1_000).Count);
    }

    [Fact]
    public void Nobody_else_reads_it() =>
        Assert.All([Ada, Otto, Pia], reader => Assert.Equal("not-allowed", Refused.With(() => { ReadAudit.Run(Moderated, Moderated.EyesOf(reader), long.MaxValue, 1); }).Code));

    [Fact]
    public void It_says_of_whom_and_why()
    {
        var sanctioned = Assert.IsType<PersonSanctioned>(Read(12, 1).Single());
        Assert.Equal((Ada, SanctionKind.Mute), (sanctioned.Sanction!.Person, sanctioned.Sanction.Kind));
        Assert.Equal(Ada, Assert.IsType<MessageRemoved>(Read(7, 1).Single()).Message!.By);
    }

    [Fact]
    public void Decisions_about_questions_polls_hands_announcements_handouts_and_roles_are_in_it()
    {
        var poll = new PollDraft("Tea or coffee?", ["Tea", "Coffee"], false, false);
        var room = Live
            .Does(new AskQuestion(Ada, "a", "Why is that?", false, 0)).Does(new AskQuestion(Otto, "b", "How is that?", true, 0))
            .Does(new PinQuestion(Mona, "c", 5, true)).Does(new MergeQuestions(Mona, "d", 6, 5)).Does(new UnmergeQuestion(Mona, "e", 6))
            .Does(new DismissQuestion(Mona, "f", 6, "No")).Does(new ReopenQuestion(Mona, "g", 6))
            .Does(new DraftPoll(Mona, "h", poll)).Does(new MovePoll(Mona, "i", 12, PollState.Open))
            .Does(new RaiseHand(Ada, "j", true)).Does(new LowerHand(Mona, "k", Ada.Id))
            .Does(new Announce(Mona, "l", "Soon", null, null, null)).Does(new AddLink(Mona, "m", "Slides", "https://example.com/"))
            .Does(new AssignRole(Olga, "n", Otto.Id, Role.Panelist, Otto.Name));
        var decided = ReadAudit.Run(room, room.EyesOf(Mona), long.MaxValue, 100);
        Assert.Equal([18, 17, 16, 15, 13, 12, 11, 10, 9, 8, 7], decided.Select(one => one.Position));
        Assert.DoesNotContain(Otto.Id.ToString(), Json(decided.Where(one => one is QuestionEvent)), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_lowers_their_own_hand_decides_nothing()
    {
        var room = Live.Does(new RaiseHand(Ada, "a", true)).Does(new RaiseHand(Ada, "b", false));
        Assert.Empty(ReadAudit.Run(room, room.EyesOf(Mona), long.MaxValue, 100));
    }

    private static IReadOnlyList<RoomEvent> Read(long before, int limit) => ReadAudit.Run(Moderated, Moderated.EyesOf(Mona), before, limit);
}
