using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

/// <summary>Asking, wording anew, taking back.</summary>
public class AskQuestionTests
{
    [Fact]
    public void Who_asks_is_seen_to_ask()
    {
        var seen = Zoe.Sees(Busy, 2)!;
        Assert.Equal((2L, Ada, "Why is that?", false, QuestionState.Open), (seen.Id, seen.By, seen.Text, seen.Anonymous, seen.State));
        Assert.Equal((1, false, 1, false), (seen.Votes!.Value, seen.Mine!.Value, seen.Askers, seen.Pinned));
        Assert.True(Ada.Sees(Busy, 2)!.Mine);
    }

    [Fact]
    public void So_many_of_ones_questions_may_wait_for_an_answer()
    {
        Assert.Null(Busy.Refuses(Ask(Ada, max: 2)));
        Assert.Equal("too-many", Busy.Refuses(Ask(Ada, max: 1)));
        Assert.Equal("too-many", Busy.Refuses(Ask(Otto, max: 1)));
        Assert.Null(Busy.Refuses(Ask(Zoe, max: 1)));
        Assert.Equal("too-many", Busy.Does(new StartAnswering(Pia, "s", 2)).Refuses(Ask(Ada, max: 1)));
        Assert.Equal("too-many", Waiting.Refuses(Ask(Ada, max: 1)));
        Assert.Null(Busy.Does(new AnswerQuestion(Pia, "a", 2, null, false)).Refuses(Ask(Ada, max: 1)));
        Assert.Null(Busy.Does(new WithdrawQuestion(Ada, "w", 2)).Refuses(Ask(Ada, max: 1)));
    }

    [Fact]
    public void Nobody_asks_where_questions_are_off()
    {
        var off = Busy with { Settings = Busy.Settings with { Questions = QuestionMode.Off } };
        Assert.All([Ada, Pia, Hanna], actor => Assert.Equal("questions-off", off.Refuses(Ask(actor))));
        Assert.Equal("questions-off", off.Refuses(new EditQuestion(Ada, "e", 2, "Why not?")));
    }

    [Fact]
    public void Without_a_name_one_asks_only_where_the_host_allows_it()
    {
        var named = Busy with { Settings = Busy.Settings with { AnonymousQuestions = false } };
        Assert.Equal("not-allowed", named.Refuses(Ask(Ada, anonymous: true)));
        Assert.Null(named.Refuses(Ask(Ada)));
        Assert.Null(Busy.Refuses(Ask(Ada, anonymous: true)));
    }

    [Theory]
    [InlineData(WebinarStatus.Draft, null, "not-live", "not-live")]
    [InlineData(WebinarStatus.Scheduled, null, null, "not-live")]
    [InlineData(WebinarStatus.Starting, null, null, "not-live")]
    [InlineData(WebinarStatus.Live, null, null, null)]
    [InlineData(WebinarStatus.Interrupted, null, null, null)]
    [InlineData(WebinarStatus.Ended, "not-live", "not-live", "not-live")]
    [InlineData(WebinarStatus.Replay, "not-live", "not-live", "not-live")]
    [InlineData(WebinarStatus.Cancelled, "not-live", "not-live", "not-live")]
    public void Where_the_room_does_not_open_early_attendees_wait_until_it_is_live(WebinarStatus status, string? host, string? panelist, string? attendee)
    {
        var closed = Busy.Then(new StatusChanged(status, 9)) with { Settings = RoomSettings.Default with { OpenEarly = false } };
        foreach (var (actor, refusal) in new[] { (Hanna, host), (Pia, panelist), (Zoe, attendee) })
        {
            Assert.Equal(refusal, closed.Refuses(Ask(actor)));
            Assert.Equal(refusal, closed.Refuses(new Vote(actor, "v", 2, true)));
        }

        Assert.Equal(attendee, closed.Refuses(new EditQuestion(Ada, "e", 2, "Why not?")));
    }

    [Fact]
    public void Where_questions_are_reviewed_those_of_panelists_and_above_are_not()
    {
        Assert.Equal(QuestionState.Pending, Waiting.StateOf(2));
        foreach (var actor in new[] { Pia, Mo, Hanna })
        {
            var asked = Waiting.Asks(actor, "And why?");
            Assert.Equal(QuestionState.Open, asked.StateOf(asked.Position));
        }
    }

    [Fact]
    public void A_change_of_that_setting_leaves_those_that_wait_waiting()
    {
        var open = Waiting with { Settings = RoomSettings.Default };
        Assert.Equal(QuestionState.Pending, open.StateOf(2));
        Assert.Equal(QuestionState.Open, open.Asks(Ada, "And now?").StateOf(4));
    }

    [Fact]
    public void Ones_own_words_may_be_put_better_for_five_minutes()
    {
        var edited = Busy.Does(new EditQuestion(Ada, "e", 2, "Why is it so?"), 300);
        Assert.Equal(("Why is it so?", House.Noon.AddSeconds(300)), (Zoe.Sees(edited, 2)!.Text, Zoe.Sees(edited, 2)!.EditedAt));
        Assert.Null(Zoe.Sees(Busy, 2)!.EditedAt);
        Assert.Equal("too-late", Busy.Refuses(new EditQuestion(Ada, "e", 2, "Why is it so?"), 300.1));
        Assert.True(Busy.ChangesNothing(new EditQuestion(Ada, "e", 2, "Why is that?")));
    }

    [Fact]
    public void Nobody_else_puts_words_into_ones_mouth()
    {
        Assert.All([Otto, Pia, Mo, Hanna], actor => Assert.Equal("not-allowed", Busy.Refuses(new EditQuestion(actor, "e", 2, "Why me?"))));
        Assert.Equal("not-found", Waiting.Refuses(new EditQuestion(Otto, "e", 2, "Why me?")));
    }

    [Fact]
    public void What_no_longer_waits_is_not_edited()
    {
        foreach (var room in new[]
        {
            Busy.Does(new AnswerQuestion(Pia, "a", 2, null, false)), Busy.Dismisses(2), Busy.Does(new WithdrawQuestion(Ada, "w", 2)), Busy.Merges(2, 3),
        })
        {
            Assert.Equal("wrong-state", room.Refuses(new EditQuestion(Ada, "e", 2, "Why me?")));
        }

        Assert.Null(Busy.Does(new StartAnswering(Pia, "s", 2)).Refuses(new EditQuestion(Ada, "e", 2, "Why me?")));
    }

    [Fact]
    public void An_approved_question_stays_approved_when_it_is_edited_and_a_waiting_one_waits()
    {
        Assert.Equal(QuestionState.Pending, Waiting.Does(new EditQuestion(Ada, "e", 2, "Why me?")).StateOf(2));
        Assert.Equal(QuestionState.Open, Waiting.Approves(2).Does(new EditQuestion(Ada, "e", 2, "Why me?")).StateOf(2));
    }

    [Fact]
    public void Ones_own_question_may_be_taken_back_while_it_waits()
    {
        foreach (var room in new[] { Busy, Waiting, Busy.Does(new StartAnswering(Pia, "s", 2)), Busy.Merges(2, 3) })
        {
            var withdrawn = room.Does(new WithdrawQuestion(Ada, "w", 2));
            Assert.Equal((QuestionState.Withdrawn, QuestionState.Withdrawn), (Ada.Sees(withdrawn, 2)!.State, Mo.Sees(withdrawn, 2)!.State));
            Assert.Null(Zoe.Sees(withdrawn, 2));
            Assert.Null(withdrawn.Questions.Answering);
            Assert.Equal("wrong-state", withdrawn.Refuses(new WithdrawQuestion(Ada, "again", 2)));
        }
    }

    [Fact]
    public void Nobody_takes_back_somebody_elses_or_an_answered_one()
    {
        Assert.All([Otto, Mo, Hanna], actor => Assert.Equal("not-allowed", Busy.Refuses(new WithdrawQuestion(actor, "w", 2))));
        Assert.Equal("not-found", Waiting.Refuses(new WithdrawQuestion(Otto, "w", 2)));
        Assert.Equal("wrong-state", Busy.Does(new AnswerQuestion(Pia, "a", 2, null, false)).Refuses(new WithdrawQuestion(Ada, "w", 2)));
        Assert.Equal("wrong-state", Busy.Dismisses(2).Refuses(new WithdrawQuestion(Ada, "w", 2)));
        Assert.Equal("wrong-state", Busy.Merges(2, 3).Does(new AnswerQuestion(Pia, "a", 3, null, false)).Refuses(new WithdrawQuestion(Ada, "w", 2)));
    }

    [Fact]
    public void What_was_merged_into_a_question_that_is_taken_back_stands_alone_again()
    {
        var withdrawn = Busy.Merges(3, 2).Does(new WithdrawQuestion(Ada, "w", 2));
        Assert.Equal(QuestionState.Open, withdrawn.StateOf(3));
        Assert.Equal((1, 1), (Zoe.Sees(withdrawn, 3)!.Votes, Zoe.Sees(withdrawn, 3)!.Askers));
    }

    [Fact]
    public void Ids_of_something_else_are_not_found() => Assert.All([0L, -1, 1, 4, long.MaxValue], id =>
    {
        Assert.Equal("not-found", Busy.Refuses(new EditQuestion(Ada, "e", id, "Why me?")));
        Assert.Equal("not-found", Busy.Refuses(new WithdrawQuestion(Ada, "w", id)));
    });

    [Fact]
    public void A_banned_person_asks_nothing()
    {
        var room = Busy.Does(new SanctionPerson(Hanna, "ban", new SanctionRequest(SanctionKind.Ban, null, 2, null)));
        Assert.Equal("banned", room.Refuses(Ask(Ada)));
        Assert.Equal("banned", room.Refuses(new EditQuestion(Ada, "e", 2, "Why me?")));
    }

    [Fact]
    public void Edited_words_are_cleaned_like_new_ones()
    {
        Assert.Equal("a\nbc", ((EditQuestion)new EditQuestion(Ada, "c", 2, " a\r\nbc ").Checked()).Text);
        Assert.Equal("too-short", Refused.With(() => { new EditQuestion(Ada, "c", 2, "??").Checked(); }).Code);
        Assert.Equal("too-long", Refused.With(() => { new EditQuestion(Ada, "c", 2, new string('x', 501)).Checked(); }).Code);
        Assert.Equal("bad-text", Refused.With(() => { new EditQuestion(Ada, "c", 2, "Why\0?").Checked(); }).Code);
    }

    [Fact]
    public void Panelists_and_above_ask_as_often_as_they_like()
    {
        Assert.Equal(Limited.Question, Ask(Ada).Limit);
        Assert.All([Pia, Mo, Hanna], actor => Assert.Null(Ask(actor).Limit));
    }

    private static AskQuestion Ask(Actor by, int max = 0, bool anonymous = false) => new(by, "ask", "Really so?", anonymous, max);
}
