using System.Text.Json;
using CsCheck;
using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

public class MergeQuestionsTests
{
    /// <summary>2 Ada's, voted by Zoe and Pia · 3 Otto's without a name, voted by Zoe · 4 Zoe's</summary>
    private static readonly Room Three = Busy.Asks(Zoe, "How come?").Votes(Zoe, 2).Votes(Pia, 2).Votes(Zoe, 3);

    [Fact]
    public void A_merged_question_is_counted_as_the_other_by_people()
    {
        var merged = Three.Merges(3, 2);
        Assert.Equal((4, 2, QuestionState.Open), (Zoe.Sees(merged, 2)!.Votes, Zoe.Sees(merged, 2)!.Askers, Zoe.Sees(merged, 2)!.State));
        Assert.Equal((2, 1, QuestionState.Merged, 2), (Zoe.Sees(merged, 3)!.Votes, Zoe.Sees(merged, 3)!.Askers, Zoe.Sees(merged, 3)!.State, Zoe.Sees(merged, 3)!.MergedInto));
        Assert.Equal((true, true), (Zoe.Sees(merged, 2)!.Mine, Zoe.Sees(merged, 3)!.Mine));
        Assert.Null(Zoe.Sees(merged, 2)!.MergedInto);
    }

    [Fact]
    public void Who_asked_twice_is_one_asker()
    {
        var room = Busy.Asks(Ada, "But why?").Merges(4, 2);
        Assert.Equal((1, 1), (Zoe.Sees(room, 2)!.Askers, Zoe.Sees(room, 2)!.Votes));
    }

    [Fact]
    public void What_is_merged_into_it_comes_along()
    {
        var merged = Three.Merges(3, 2).Merges(2, 4);
        Assert.Equal((4, 3), (Mo.Sees(merged, 4)!.Votes, Mo.Sees(merged, 4)!.Askers));
        Assert.Equal((4L, 4L), (Mo.Sees(merged, 2)!.MergedInto, Mo.Sees(merged, 3)!.MergedInto));
        Assert.Equal(3, Mo.Sees(merged, 2)!.Votes);
        var apart = merged.Unmerges(2);
        Assert.Equal((4, 2, 2L), (Mo.Sees(apart, 2)!.Votes, Mo.Sees(apart, 2)!.Askers, Mo.Sees(apart, 3)!.MergedInto));
        Assert.Equal((1, 1), (Mo.Sees(apart, 4)!.Votes, Mo.Sees(apart, 4)!.Askers));
    }

    [Fact]
    public void From_the_middle_too_one_is_taken_out()
    {
        var apart = Three.Merges(3, 2).Merges(2, 4).Unmerges(3);
        Assert.Equal((QuestionState.Open, 2), (apart.StateOf(3), Mo.Sees(apart, 3)!.Votes));
        Assert.Equal((3, 2, 4L), (Mo.Sees(apart, 4)!.Votes, Mo.Sees(apart, 4)!.Askers, Mo.Sees(apart, 2)!.MergedInto));
    }

    [Fact]
    public void Only_what_waits_is_merged_and_only_into_what_waits()
    {
        Assert.Equal("wrong-state", Busy.Refuses(Merge(2, 2)));
        Assert.Equal("not-found", Busy.Refuses(Merge(2, 1)));
        Assert.Equal("not-found", Busy.Refuses(Merge(2, 99)));
        foreach (var room in new[]
        {
            Three.Merges(2, 4), Busy.Dismisses(2), Busy.Does(new WithdrawQuestion(Ada, "w", 2)), Busy.Does(new AnswerQuestion(Pia, "a", 2, null, false)),
        })
        {
            Assert.Equal("wrong-state", room.Refuses(Merge(2, 3)));
            Assert.Equal("wrong-state", room.Refuses(Merge(3, 2)));
        }

        Assert.Equal("wrong-state", Three.Merges(2, 3).Refuses(Merge(3, 2)));
    }

    [Fact]
    public void What_everybody_sees_is_not_hidden_in_what_they_do_not_see()
    {
        Assert.Equal("wrong-state", Waiting.Approves(2).Refuses(Merge(2, 3)));
        Assert.Null(Waiting.Approves(2).Refuses(Merge(3, 2)));
        Assert.Null(Waiting.Refuses(Merge(2, 3)));
    }

    [Fact]
    public void Only_a_merged_one_is_unmerged() =>
        Assert.All([2L, 4L], id => Assert.Equal("wrong-state", Three.Merges(3, 2).Refuses(new UnmergeQuestion(Mo, "u", id))));

    [Fact]
    public void It_comes_back_as_it_was_even_after_the_answer_or_the_end_of_the_other()
    {
        var waiting = Waiting.Approves(2).Merges(3, 2);
        foreach (var after in new[] { waiting, waiting.Does(new AnswerQuestion(Pia, "a", 2, "So.", false)), waiting.Dismisses(2) })
        {
            var apart = after.Unmerges(3);
            Assert.Equal((QuestionState.Pending, 1, null), (Otto.Sees(apart, 3)!.State, Otto.Sees(apart, 3)!.Votes, Otto.Sees(apart, 3)!.Answer));
            Assert.Null(Zoe.Sees(apart, 3));
        }
    }

    [Fact]
    public void The_pin_and_the_answering_come_back_unless_another_took_them()
    {
        var merged = Busy.Does(new PinQuestion(Mo, "p", 2, true)).Does(new StartAnswering(Pia, "s", 2)).Merges(2, 3);
        Assert.Equal((false, QuestionState.Merged), (Zoe.Sees(merged, 2)!.Pinned, Zoe.Sees(merged, 2)!.State));
        Assert.Equal((false, QuestionState.Open), (Zoe.Sees(merged, 3)!.Pinned, Zoe.Sees(merged, 3)!.State));
        var apart = merged.Unmerges(2);
        Assert.Equal((true, QuestionState.Answering), (Zoe.Sees(apart, 2)!.Pinned, Zoe.Sees(apart, 2)!.State));
        var taken = merged.Does(new PinQuestion(Mo, "q", 3, true)).Does(new StartAnswering(Pia, "t", 3)).Unmerges(2);
        Assert.Equal((false, QuestionState.Open), (Zoe.Sees(taken, 2)!.Pinned, Zoe.Sees(taken, 2)!.State));
        Assert.Equal((true, QuestionState.Answering), (Zoe.Sees(taken, 3)!.Pinned, Zoe.Sees(taken, 3)!.State));
    }

    [Fact]
    public void Dismissing_it_takes_those_merged_into_it_and_reopening_brings_all_back()
    {
        var (dismissed, gone) = Three.Merges(3, 2).Happens(new DismissQuestion(Mo, "d", 2, "Enough."));
        Assert.Equal((null, null), (Zoe.Sees(gone, 2), Zoe.Sees(gone, 3)));
        Assert.Equal([2, 3], gone.Shows((QuestionDismissed)dismissed, Zoe)!.Gone!);
        Assert.Equal("Enough.", Otto.Sees(gone, 2)!.Reason);
        var (reopened, back) = gone.Happens(new ReopenQuestion(Mo, "r", 2));
        Assert.Equal([2, 3], back.Shows((QuestionReopened)reopened, Zoe)!.Questions!.Select(question => question.Id));
    }

    [Fact]
    public void Both_are_shown_anew_and_both_totals_move()
    {
        var (merged, room) = Three.Happens(Merge(3, 2));
        Assert.Equal([(3, QuestionState.Merged, 2L), (2, QuestionState.Open, null)], Shown(merged, room));
        Assert.Equal([3, 2], merged.Moves(room).Select(total => total.Id));
        var (unmerged, apart) = room.Happens(new UnmergeQuestion(Mo, "u", 3));
        Assert.Equal([(3, QuestionState.Open, null), (2, QuestionState.Open, null)], Shown(unmerged, apart));
        Assert.Equal([3, 2], unmerged.Moves(apart).Select(total => total.Id));
        Assert.Equal((3L, 2L), (((QuestionUnmerged)unmerged).QuestionId, ((QuestionUnmerged)unmerged).IntoId));

        static IEnumerable<(long, QuestionState, long?)> Shown(LiveEvent happened, Room now) =>
            ((QuestionChanged)now.Shows(happened, Zoe)!).Questions!.Select(question => (question.Id, question.State, question.MergedInto));
    }

    [Fact]
    public void Votes_given_and_taken_meanwhile_stay_so()
    {
        var apart = Three.Merges(3, 2).Votes(Mo, 3).Votes(Zoe, 2, on: false).Unmerges(3);
        Assert.Equal((2, 2), (Mo.Sees(apart, 2)!.Votes, Mo.Sees(apart, 3)!.Votes));
        Assert.Equal((false, true), (Mo.Sees(apart, 2)!.Mine, Mo.Sees(apart, 3)!.Mine));
        Assert.Equal((false, false), (Zoe.Sees(apart, 2)!.Mine, Zoe.Sees(apart, 3)!.Mine));
    }

    /// <summary>Of six questions with any votes, any are merged into any; then all are taken apart, in any order: all is as it was.</summary>
    [Fact]
    public void Unmerging_restores_all_exactly() => Gen.Select(Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5]).Array[0, 12], Pairs, Gen.Int[0, 5].Array[0, 8])
        .Sample(
            (votes, merges, order) =>
            {
                var before = votes.Aggregate(Six, (room, vote) => room.Refuses(new Vote(Voters[vote.Item1], NewId, 2 + vote.Item2, true)) is null ? room.Votes(Voters[vote.Item1], 2 + vote.Item2) : room);
                var merged = merges.Aggregate(before, (room, pair) => MaybeMerges(room, 2 + pair.Item1, 2 + pair.Item2));
                Assert.All(merged.Questions.All.Values, question => Assert.Equal(
                    merged.Questions.Below(question).Prepend(question).SelectMany(one => one.Voters).ToHashSet(), question.AllVoters.ToHashSet()));
                var apart = order.Concat(Enumerable.Range(0, 6)).Aggregate(merged, (room, i) => room.Questions.Find(2 + i)!.MergedInto is null ? room : room.Unmerges(2 + i));
                Assert.Equal(All(before), All(apart));
            },
            iter: 500,
            threads: 2);

    private static readonly Webinars.People.Actor[] Voters = [Zoe, Pia, Mo, Mia, Hanna];

    /// <summary>2 Ada's · 3 Otto's without a name · 4 Zoe's · 5 Otto's, which waits for approval, and so do 6 Zoe's and 7 Otto's</summary>
    private static readonly Room Six = Enumerable.Range(0, 4).Aggregate(Busy, (room, i) => i % 2 == 0 ? room.Asks(Zoe, $"Number {i}?") : Reviewed(room).Asks(Otto, $"Number {i}?"));

    private static Gen<(int, int)[]> Pairs => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[0, 10];

    private static Room MaybeMerges(Room room, long id, long into) => room.Refuses(Merge(id, into)) is null ? room.Merges(id, into) : room;

    private static string All(Room room) => string.Join('\n', new[] { Mo, Zoe, Otto, Ada, Pia }.Select(viewer => JsonSerializer.Serialize(room.SeenBy(viewer).Questions, RoomEventJson.Options)));

    private static MergeQuestions Merge(long id, long into) => new(Mo, NewId, id, into);
}
