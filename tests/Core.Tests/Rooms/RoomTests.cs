using System.Text.Json;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>The state of a room as the fold of its log, what each action makes of it, and what each pair of eyes sees.</summary>
public class RoomTests
{
    private static readonly Actor Host = new(Guid.NewGuid(), "Hanna", Role.Owner);
    private static readonly Actor Asker = new(Guid.NewGuid(), "Ada", Role.Attendee);
    private static readonly Actor Other = new(Guid.NewGuid(), "Otto", Role.Attendee);

    /// <summary>1 live · 2 Ada says something · 3 Ada asks · 4 Otto votes · 5 Otto asks without a name</summary>
    private static readonly Room Busy = Fold(
        new StatusChanged(WebinarStatus.Live, 3) { By = Host },
        new MessagePosted("m1", "Hello") { By = Asker },
        new QuestionAsked("q1", "Why?", false) { By = Asker },
        new VoteCast(3, true) { By = Other },
        new QuestionAsked("q2", "How?", true) { By = Other });

    [Fact]
    public void What_a_newer_version_wrote_has_its_place_changes_nothing_and_is_shown_to_nobody()
    {
        var happened = RoomEventJson.Read(new(Busy.Position + 1, """{"type":"balloonsReleased","position":0,"at":"2031-01-01T00:00:00+00:00","count":99}"""));
        var after = Busy.Apply(happened);
        Assert.Equal(Busy with { Position = Busy.Position + 1 }, after);
        Assert.All([Viewer.Anybody, Viewer.Moderator], viewer => Assert.Null(after.Show(happened, viewer)));
        Assert.Throws<JsonException>(() => RoomEventJson.Read(new(1, """{"type":"messagePosted","text":7}""")));
        Assert.Throws<JsonException>(() => RoomEventJson.Read(new(1, "{")));
    }

    [Fact]
    public void A_room_is_the_fold_of_its_log()
    {
        Assert.Equal((5, WebinarStatus.Live, 3), (Busy.Position, Busy.Status, Busy.Revision));
        Assert.Equal("Hello", Assert.Single(Busy.Chat.Messages).Text);
        Assert.Equal([3, 5], Busy.Questions.All.Keys);
        Assert.Equal(2, Busy.Questions.Find(3)!.Voters.Count);
    }

    [Fact]
    public void An_interruption_says_until_when_and_the_picture_clears_it()
    {
        var lost = Next(Busy, new StatusChanged(WebinarStatus.Interrupted, 4, House.Noon));
        Assert.Equal(House.Noon, lost.Until);
        Assert.Null(Next(lost, new StatusChanged(WebinarStatus.Live, 5)).Until);
    }

    [Theory]
    [InlineData(WebinarStatus.Draft, true, false)]
    [InlineData(WebinarStatus.Scheduled, true, true)]
    [InlineData(WebinarStatus.Starting, true, true)]
    [InlineData(WebinarStatus.Live, true, true)]
    [InlineData(WebinarStatus.Interrupted, true, true)]
    [InlineData(WebinarStatus.Ended, false, false)]
    [InlineData(WebinarStatus.Replay, false, false)]
    [InlineData(WebinarStatus.Cancelled, false, false)]
    public void One_may_speak_from_the_lobby_to_the_end(WebinarStatus status, bool host, bool attendee)
    {
        var room = Next(Busy, new StatusChanged(status, 9));
        foreach (var (actor, may) in new[] { (Host, host), (Other, attendee) })
        {
            Refusal? expected = may ? null : Refusal.NotLive;
            Assert.Equal(expected, new PostMessage(actor, "c", "text", null).Decide(room, House.Noon).Refusal);
            Assert.Equal(expected, new AskQuestion(actor, "c", "text", false, 0).Decide(room, House.Noon).Refusal);
            Assert.Equal(expected, new Vote(actor, "c", 3, actor == Host).Decide(room, House.Noon).Refusal);
        }
    }

    [Fact]
    public void One_answers_a_message_that_is_there()
    {
        Assert.Equal(new MessagePosted("c", "text", 2), new PostMessage(Other, "c", "text", 2).Decide(Busy, House.Noon).Events.SingleOrDefault());
        Assert.All([0, -1, 1, 3, 6, long.MaxValue], position =>
            Assert.Equal(Refusal.NotFound, new PostMessage(Other, "c", "text", position).Decide(Busy, House.Noon).Refusal));
    }

    [Fact]
    public void One_cannot_answer_a_message_that_is_long_gone()
    {
        var room = Fold([.. Enumerable.Range(1, ChatState.Length + 1).Select(i => new MessagePosted($"m{i}", "text") { By = Asker })]);
        Assert.False(room.Chat.Has(1));
        Assert.True(room.Chat.Has(2));
        Assert.True(room.Chat.Has(ChatState.Length + 1));
        Assert.Equal(ChatState.Length, room.Chat.Messages.Count);
    }

    [Fact]
    public void Texts_are_cleaned_before_anything_is_decided()
    {
        Assert.Equal("a\nb", ((PostMessage)new PostMessage(Asker, "c", " a\r\nb ", null).Checked()).Text);
        Assert.Equal("too-short", Refused.With(() => { new PostMessage(Asker, "c", " ", null).Checked(); }).Code);
        Assert.Equal("too-long", Refused.With(() => { new PostMessage(Asker, "c", new string('x', 501), null).Checked(); }).Code);
        Assert.Equal("too-short", Refused.With(() => { new AskQuestion(Asker, "c", "??", false, 0).Checked(); }).Code);
        Assert.Equal("too-long", Refused.With(() => { new AskQuestion(Asker, "c", new string('x', 501), false, 0).Checked(); }).Code);
        Assert.Equal("too-long", Refused.With(() => { new AnswerQuestion(Host, "c", 3, new string('x', 2_001), false).Checked(); }).Code);
        Assert.Null(((AnswerQuestion)new AnswerQuestion(Host, "c", 3, null, false).Checked()).Text);
    }

    [Fact]
    public void Nobody_else_sees_whose_vote_it_was_and_only_hosts_see_the_encoder()
    {
        Assert.NotNull(Seen(new VoteCast(3, true) { By = Asker }, Asker));
        Assert.All([Host, Other], actor => Assert.Null(Seen(new VoteCast(3, true) { By = Asker }, actor)));
        Assert.NotNull(Seen(new StreamChanged(StreamState.Active), Host));
        Assert.Null(Seen(new StreamChanged(StreamState.Active), Other));
        var streaming = Next(Busy, new StreamChanged(StreamState.Active));
        Assert.Equal(StreamState.Active, Snapshot.Of(streaming, Eyes(Host), 1).StreamState);
        Assert.Null(Snapshot.Of(streaming, Eyes(Other), 1).StreamState);
    }

    [Fact]
    public void A_snapshot_shows_ones_own_and_ones_votes()
    {
        var seen = Snapshot.Of(Busy, Eyes(Other), 7);
        Assert.Equal((true, 2, QuestionState.Open), (seen.Questions[0].Mine, seen.Questions[0].Votes, seen.Questions[0].State));
        Assert.Equal((true, 1, Other), (seen.Questions[1].Mine, seen.Questions[1].Votes, seen.Questions[1].By));
        Assert.Equal(7, seen.Viewers);
        Assert.Null(Snapshot.Of(Busy, Eyes(Host), 7).Questions[1].By);
    }

    [Fact]
    public void Every_event_is_read_as_it_was_written()
    {
        foreach (var happened in new RoomEvent[]
        {
            new StatusChanged(WebinarStatus.Interrupted, 3, House.Noon) { At = House.Noon },
            new StreamChanged(StreamState.Active) { At = House.Noon },
            new MessagePosted("c", "\"<b>&\u2028😀", 4) { By = Asker, At = House.Noon },
            new QuestionAsked("c", "Why?", true) { By = Asker, At = House.Noon },
            new VoteCast(3, false) { By = Other, At = House.Noon },
            new QuestionAnswered(3, null, true) { By = Host, At = House.Noon },
        })
        {
            Assert.Equal(happened with { Position = 9 }, RoomEventJson.Read(new(9, RoomEventJson.Write(happened))));
        }
    }

    private static Viewer Eyes(Actor actor) => Busy.EyesOf(actor);

    private static T? Seen<T>(T happened, Actor actor) where T : RoomEvent => Busy.Shows(happened, actor);

    private static Room Next(Room room, RoomEvent happened) => room.Then(happened);

    private static Room Fold(params RoomEvent[] events) => Story.Fold(events);
}
