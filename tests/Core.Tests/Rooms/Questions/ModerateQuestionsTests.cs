using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

/// <summary>Approve, dismiss, reopen, pin, star, assign, claim.</summary>
public class ModerateQuestionsTests
{
    [Fact]
    public void Only_moderators_and_above_moderate()
    {
        Assert.All([Ada, Zoe, Pia], actor => Assert.All(All(actor, 2), action => Assert.Equal("not-allowed", Busy.Refuses(action))));
        Assert.All([Mo, Hanna], actor => Assert.All(All(actor, 2), action => Assert.NotEqual("not-allowed", Busy.Refuses(action))));
    }

    [Fact]
    public void Ids_of_something_else_are_not_found() =>
        Assert.All([0L, -1, 1, 4, long.MaxValue], id => Assert.All(All(Mo, id), action => Assert.Equal("not-found", Busy.Refuses(action))));

    [Fact]
    public void What_waits_is_approved_for_everybody()
    {
        var approved = Waiting.Approves(2);
        Assert.Equal((QuestionState.Open, 1), (Zoe.Sees(approved, 2)!.State, Zoe.Sees(approved, 2)!.Votes));
        Assert.Null(Zoe.Sees(approved, 3));
        Assert.Equal("wrong-state", approved.Refuses(new ApproveQuestion(Mo, "c", 2)));
    }

    [Fact]
    public void Nothing_else_is_approved()
    {
        foreach (var room in new[] { Busy, Waiting.Dismisses(2), Waiting.Merges(2, 3), Waiting.Does(new WithdrawQuestion(Ada, "w", 2)) })
        {
            Assert.Equal("wrong-state", room.Refuses(new ApproveQuestion(Mo, "c", 2)));
        }
    }

    [Fact]
    public void A_dismissed_question_is_left_to_its_asker_with_the_reason()
    {
        foreach (var room in new[] { Busy, Waiting, Busy.Does(new StartAnswering(Pia, "s", 2)), Busy.Does(new PinQuestion(Mo, "p", 2, true)) })
        {
            var dismissed = room.Dismisses(2, "Off topic.");
            Assert.All([Ada, Mo, Hanna], actor =>
                Assert.Equal((QuestionState.Dismissed, "Off topic.", false), (actor.Sees(dismissed, 2)!.State, actor.Sees(dismissed, 2)!.Reason, actor.Sees(dismissed, 2)!.Pinned)));
            Assert.All([Otto, Zoe, Pia], actor => Assert.Null(actor.Sees(dismissed, 2)));
            Assert.Equal((null, null), (dismissed.Questions.Pinned, dismissed.Questions.Answering));
            Assert.Equal("wrong-state", dismissed.Refuses(new DismissQuestion(Mo, "again", 2, null)));
        }
    }

    [Fact]
    public void A_reason_may_be_left_out_but_not_be_a_book()
    {
        Assert.Null(Ada.Sees(Busy.Dismisses(2), 2)!.Reason);
        Assert.Null(((DismissQuestion)new DismissQuestion(Mo, "c", 2, "  ").Checked()).Reason);
        Assert.Equal("too-long", Refused.With(() => { new DismissQuestion(Mo, "c", 2, new string('x', 501)).Checked(); }).Code);
        Assert.Equal("bad-text", Refused.With(() => { new DismissQuestion(Mo, "c", 2, "a\0").Checked(); }).Code);
    }

    [Fact]
    public void What_does_not_wait_is_not_dismissed()
    {
        foreach (var room in new[] { Answered, Busy.Does(new WithdrawQuestion(Ada, "w", 2)), Busy.Merges(2, 3) })
        {
            Assert.Equal("wrong-state", room.Refuses(new DismissQuestion(Mo, "c", 2, null)));
        }
    }

    [Fact]
    public void Answered_and_dismissed_ones_are_reopened()
    {
        var again = Answered.Does(new ReopenQuestion(Mo, "r", 2));
        Assert.Equal((QuestionState.Open, null), (Zoe.Sees(again, 2)!.State, Zoe.Sees(again, 2)!.Answer));
        Assert.Null(again.Refuses(new AnswerQuestion(Pia, "b", 2, "So!", false)));
        var back = Busy.Votes(Zoe, 2).Dismisses(2, "Off topic.").Does(new ReopenQuestion(Mo, "r", 2));
        Assert.Equal((QuestionState.Open, null, 2), (Zoe.Sees(back, 2)!.State, Zoe.Sees(back, 2)!.Reason, Zoe.Sees(back, 2)!.Votes));
    }

    [Fact]
    public void What_was_never_approved_waits_for_it_again()
    {
        var back = Waiting.Dismisses(2).Does(new ReopenQuestion(Mo, "r", 2));
        Assert.Equal(QuestionState.Pending, back.StateOf(2));
        Assert.Null(Zoe.Sees(back, 2));
    }

    [Fact]
    public void What_waits_or_was_taken_back_is_not_reopened()
    {
        foreach (var room in new[] { Busy, Waiting, Busy.Does(new StartAnswering(Pia, "s", 2)), Busy.Does(new WithdrawQuestion(Ada, "w", 2)), Busy.Merges(2, 3) })
        {
            Assert.Equal("wrong-state", room.Refuses(new ReopenQuestion(Mo, "r", 2)));
        }
    }

    [Fact]
    public void At_most_one_is_pinned()
    {
        var first = Busy.Does(new PinQuestion(Mo, "p", 2, true));
        Assert.True(Zoe.Sees(first, 2)!.Pinned);
        Assert.True(first.ChangesNothing(new PinQuestion(Mo, "q", 2, true)));
        var (pinned, second) = first.Happens(new PinQuestion(Mo, "q", 3, true));
        Assert.Equal((false, true), (Zoe.Sees(second, 2)!.Pinned, Zoe.Sees(second, 3)!.Pinned));
        Assert.Equal([(3, true), (2, false)], second.Shows((QuestionPinned)pinned, Zoe)!.Questions!.Select(question => (question.Id, question.Pinned)));
        Assert.True(second.ChangesNothing(new PinQuestion(Mo, "r", 2, false)));
        Assert.False(Zoe.Sees(second.Does(new PinQuestion(Mo, "r", 3, false)), 3)!.Pinned);
    }

    [Fact]
    public void Only_what_everybody_sees_is_pinned()
    {
        Assert.Null(Answered.Refuses(new PinQuestion(Mo, "p", 2, true)));
        foreach (var room in new[] { Waiting, Busy.Dismisses(2), Busy.Does(new WithdrawQuestion(Ada, "w", 2)), Busy.Merges(2, 3) })
        {
            Assert.Equal("wrong-state", room.Refuses(new PinQuestion(Mo, "p", 2, true)));
            Assert.True(room.ChangesNothing(new PinQuestion(Mo, "p", 2, false)));
        }
    }

    [Fact]
    public void The_pin_stays_with_the_answer_and_goes_with_the_question()
    {
        var pinned = Busy.Does(new PinQuestion(Mo, "p", 2, true));
        Assert.True(Zoe.Sees(pinned.Does(new AnswerQuestion(Pia, "a", 2, "So.", false)), 2)!.Pinned);
        Assert.False(Ada.Sees(pinned.Does(new WithdrawQuestion(Ada, "w", 2)), 2)!.Pinned);
        Assert.False(Zoe.Sees(pinned.Dismisses(2).Does(new ReopenQuestion(Mo, "r", 2)), 2)!.Pinned);
    }

    [Fact]
    public void Moderators_see_who_starred_assigned_and_claimed_and_nobody_else_does()
    {
        var marked = Busy.Does(new StarQuestion(Mo, "s", 2, true)).Does(new AssignQuestion(Mo, "a", 2, Pia.Id, Pia.Name)).Does(new ClaimQuestion(Mo, "c", 2, true));
        Assert.All([Mo, Mia, Hanna], actor =>
            Assert.Equal("True Pia Mo", $"{actor.Sees(marked, 2)!.Starred} {actor.Sees(marked, 2)!.Assignee!.Name} {actor.Sees(marked, 2)!.ClaimedBy!.Name}"));
        Assert.All([Ada, Zoe, Pia], actor =>
            Assert.Equal((null, null, null), (actor.Sees(marked, 2)!.Starred, actor.Sees(marked, 2)!.Assignee, actor.Sees(marked, 2)!.ClaimedBy)));
        Assert.False(Mo.Sees(Busy, 2)!.Starred);
        Assert.Equal("not-found", Busy.Refuses(new AssignQuestion(Mo, "a", 2, Guid.NewGuid(), null)));
    }

    [Fact]
    public void Their_events_are_for_moderators_only_even_of_ones_own_question()
    {
        foreach (var action in new RoomAction[] { new StarQuestion(Mo, "s", 3, true), new AssignQuestion(Mo, "a", 3, Pia.Id, Pia.Name), new ClaimQuestion(Mo, "c", 3, true) })
        {
            var (marked, room) = Busy.Happens(action);
            Assert.All([Otto, Ada, Pia], actor => Assert.Null(room.Shows(marked, actor)));
            Assert.All([Mo, Mia, Hanna], actor => Assert.NotNull(room.Shows(marked, actor)));
            Assert.Empty(marked.Moves(room));
        }
    }

    [Fact]
    public void A_mark_is_taken_off_again_and_set_twice_is_set_once()
    {
        var marked = Busy.Does(new StarQuestion(Mo, "s", 2, true)).Does(new AssignQuestion(Mo, "a", 2, Pia.Id, Pia.Name));
        Assert.True(marked.ChangesNothing(new StarQuestion(Mia, "s", 2, true)));
        Assert.True(marked.ChangesNothing(new AssignQuestion(Mia, "a", 2, Pia.Id, Pia.Name)));
        var off = marked.Does(new StarQuestion(Mo, "t", 2, false)).Does(new AssignQuestion(Mo, "b", 2, null, null));
        Assert.Equal((false, null), (Mo.Sees(off, 2)!.Starred, Mo.Sees(off, 2)!.Assignee));
        Assert.True(Busy.ChangesNothing(new StarQuestion(Mo, "s", 2, false)));
        Assert.True(Busy.ChangesNothing(new AssignQuestion(Mo, "a", 2, null, null)));
    }

    [Fact]
    public void The_last_claim_holds_and_only_its_holder_lets_go()
    {
        var claimed = Busy.Does(new ClaimQuestion(Mo, "c", 2, true));
        Assert.True(claimed.ChangesNothing(new ClaimQuestion(Mo, "d", 2, true)));
        Assert.True(claimed.ChangesNothing(new ClaimQuestion(Mia, "d", 2, false)));
        var taken = claimed.Does(new ClaimQuestion(Mia, "d", 2, true));
        Assert.Equal(Mia, Mo.Sees(taken, 2)!.ClaimedBy);
        Assert.True(taken.ChangesNothing(new ClaimQuestion(Mo, "e", 2, false)));
        Assert.Null(Mo.Sees(taken.Does(new ClaimQuestion(Mia, "e", 2, false)), 2)!.ClaimedBy);
    }

    private static Room Answered => Busy.Does(new AnswerQuestion(Pia, "a", 2, "So.", false));

    private static RoomAction[] All(Actor by, long id) =>
    [
        new ApproveQuestion(by, "c", id), new DismissQuestion(by, "c", id, null), new ReopenQuestion(by, "c", id), new PinQuestion(by, "c", id, true),
        new StarQuestion(by, "c", id, true), new AssignQuestion(by, "c", id, Pia.Id, Pia.Name), new ClaimQuestion(by, "c", id, true),
        new MergeQuestions(by, "c", id, 3), new UnmergeQuestion(by, "c", id),
    ];
}
