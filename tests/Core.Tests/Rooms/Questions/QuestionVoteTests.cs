using Webinars.Rooms;
using Webinars.Rooms.Questions;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

public class QuestionVoteTests
{
    [Fact]
    public void A_vote_is_a_set_never_a_toggle()
    {
        var voted = Busy.Votes(Zoe, 2);
        Assert.Equal((2, true), (Zoe.Sees(voted, 2)!.Votes, Zoe.Sees(voted, 2)!.Mine));
        Assert.True(voted.ChangesNothing(new Vote(Zoe, "c", 2, true)));
        var without = voted.Votes(Zoe, 2, on: false);
        Assert.Equal((1, false), (Zoe.Sees(without, 2)!.Votes, Zoe.Sees(without, 2)!.Mine));
        Assert.True(without.ChangesNothing(new Vote(Zoe, "c", 2, false)));
    }

    [Fact]
    public void Asking_is_a_vote_that_can_be_taken_back()
    {
        Assert.True(Busy.ChangesNothing(new Vote(Ada, "c", 2, true)));
        Assert.Equal((0, false), (Ada.Sees(Busy.Votes(Ada, 2, on: false), 2)!.Votes, Ada.Sees(Busy.Votes(Ada, 2, on: false), 2)!.Mine));
    }

    [Fact]
    public void Nobody_votes_for_what_is_no_question_or_not_theirs_to_see()
    {
        Assert.All([0L, -1, 1, 4], id => Assert.Equal("not-found", Busy.Refuses(new Vote(Zoe, "c", id, true))));
        Assert.Equal("not-found", Waiting.Refuses(new Vote(Zoe, "c", 2, true)));
        Assert.Equal("not-found", Busy.Dismisses(2).Refuses(new Vote(Zoe, "c", 2, true)));
        Assert.Null(Waiting.Refuses(new Vote(Mo, "c", 2, true)));
    }

    [Fact]
    public void One_may_vote_after_the_answer() =>
        Assert.Equal(2, Ada.Sees(Busy.Does(new AnswerQuestion(Pia, "a", 2, "So.", false)).Votes(Zoe, 2), 2)!.Votes);

    [Fact]
    public void Only_who_voted_is_told_and_the_others_see_a_total()
    {
        var (cast, room) = Busy.Happens(new Vote(Zoe, "c", 2, true));
        Assert.NotNull(room.Shows(cast, Zoe));
        Assert.All([Ada, Otto, Pia, Mo, Hanna], actor => Assert.Null(room.Shows(cast, actor)));
        Assert.Equal([Zoe.Id], cast.Concerns(room));
        Assert.Equal([new Total(Counted.Question, 2)], cast.Moves(room));
    }

    [Fact]
    public void The_total_of_a_question_that_not_all_may_see_is_told_to_moderators_only()
    {
        Assert.Equal((1, null), (Waiting.Questions.TotalOf(2, Waiting.EyesOf(Mo)), Waiting.Questions.TotalOf(2, Waiting.EyesOf(Zoe))));
        var pulse = new Pulse(1, 1).With(Waiting.Approves(2), [.. Waiting.Totals()], Waiting.EyesOf(Zoe));
        Assert.Equal([new(2, 1)], pulse.Votes!);
    }

    [Fact]
    public void A_vote_for_a_merged_question_counts_where_it_was_merged_and_taken_back_is_gone_from_all()
    {
        var merged = Busy.Merges(3, 2).Votes(Zoe, 3);
        Assert.Equal((3, 2), (Mo.Sees(merged, 2)!.Votes, Mo.Sees(merged, 3)!.Votes));
        Assert.Equal((false, true), (Zoe.Sees(merged, 2)!.Mine, Zoe.Sees(merged, 3)!.Mine));
        var (cast, both) = merged.Happens(new Vote(Zoe, "c", 2, true));
        Assert.Equal((3, 2), (Mo.Sees(both, 2)!.Votes, Mo.Sees(both, 3)!.Votes));
        Assert.Equal([2], cast.Moves(both).Select(total => total.Id));
        Assert.Equal([3, 2], Busy.Merges(3, 2).Happens(new Vote(Zoe, "c", 3, true)) is var (below, after) ? below.Moves(after).Select(total => total.Id) : []);
        Assert.Equal([3, 2], both.Happens(new Vote(Zoe, "c", 2, false)) is var (back, left) ? back.Moves(left).Select(total => total.Id) : []);
        foreach (var id in new[] { 2L, 3L })
        {
            var none = both.Votes(Zoe, id, on: false);
            Assert.Equal((2, 1), (Mo.Sees(none, 2)!.Votes, Mo.Sees(none, 3)!.Votes));
            Assert.Equal((false, false), (Zoe.Sees(none, 2)!.Mine, Zoe.Sees(none, 3)!.Mine));
            Assert.True(none.ChangesNothing(new Vote(Zoe, "d", id, false)));
        }
    }
}
