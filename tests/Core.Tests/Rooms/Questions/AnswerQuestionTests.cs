using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

public class AnswerQuestionTests
{
    [Fact]
    public void Panelists_and_above_answer_and_only_once()
    {
        Assert.Equal("not-allowed", Busy.Refuses(new AnswerQuestion(Zoe, "a", 2, "So.", false)));
        Assert.Equal("not-allowed", Busy.Refuses(new AnswerQuestion(Ada, "a", 2, "So.", false)));
        foreach (var actor in new[] { Pia, Mo, Hanna })
        {
            var answered = Busy.Does(new AnswerQuestion(actor, "a", 2, "So.", false));
            Assert.Equal((QuestionState.Answered, new AnswerView(House.Noon, actor, "So.", false)), (Zoe.Sees(answered, 2)!.State, Zoe.Sees(answered, 2)!.Answer));
            Assert.Equal("already-answered", answered.Refuses(new AnswerQuestion(Hanna, "b", 2, null, true)));
        }
    }

    [Fact]
    public void Ids_of_something_else_are_not_found() => Assert.All([0L, 1, 4], id =>
    {
        Assert.Equal("not-found", Busy.Refuses(new AnswerQuestion(Pia, "a", id, "So.", false)));
        Assert.Equal("not-found", Busy.Refuses(new StartAnswering(Pia, "a", id)));
        Assert.Equal("not-found", Busy.Refuses(new StopAnswering(Pia, "a", id)));
    });

    [Fact]
    public void What_does_not_wait_in_the_open_is_not_answered()
    {
        Assert.Equal("not-found", Waiting.Refuses(new AnswerQuestion(Pia, "a", 2, "So.", false)));
        foreach (var room in new[] { Waiting, Busy.Dismisses(2), Busy.Does(new WithdrawQuestion(Ada, "w", 2)), Busy.Merges(2, 3) })
        {
            Assert.Equal("wrong-state", room.Refuses(new AnswerQuestion(Mo, "a", 2, "So.", false)));
            Assert.Equal("wrong-state", room.Refuses(new StartAnswering(Mo, "s", 2)));
            Assert.Equal("wrong-state", room.Refuses(new StopAnswering(Mo, "s", 2)));
        }

        Assert.Equal("wrong-state", Busy.Does(new AnswerQuestion(Mo, "a", 2, "So.", false)).Refuses(new StartAnswering(Mo, "s", 2)));
    }

    [Fact]
    public void At_most_one_question_is_being_answered()
    {
        Assert.Equal("not-allowed", Busy.Refuses(new StartAnswering(Ada, "s", 2)));
        var first = Busy.Does(new StartAnswering(Pia, "s", 2));
        Assert.Equal(QuestionState.Answering, Zoe.Sees(first, 2)!.State);
        Assert.True(first.ChangesNothing(new StartAnswering(Mo, "t", 2)));
        var (started, second) = first.Happens(new StartAnswering(Pia, "u", 3));
        Assert.Equal((QuestionState.Open, QuestionState.Answering), (second.StateOf(2), second.StateOf(3)));
        var shown = second.Shows((AnsweringStarted)started, Zoe)!;
        Assert.Equal([(3, QuestionState.Answering), (2, QuestionState.Open)], shown.Questions!.Select(question => (question.Id, question.State)));
        Assert.Null(shown.Others);
    }

    [Fact]
    public void It_waits_again_when_nobody_answers_it_any_more()
    {
        var started = Busy.Does(new StartAnswering(Pia, "s", 2));
        Assert.Equal("not-allowed", started.Refuses(new StopAnswering(Ada, "t", 2)));
        Assert.Equal(QuestionState.Open, started.Does(new StopAnswering(Mo, "t", 2)).StateOf(2));
        Assert.True(started.ChangesNothing(new StopAnswering(Mo, "t", 3)));
        Assert.Equal(QuestionState.Answering, started.StateOf(2));
    }

    [Fact]
    public void The_answer_ends_the_answering()
    {
        var answered = Busy.Does(new StartAnswering(Pia, "s", 2)).Does(new AnswerQuestion(Pia, "a", 2, null, false));
        Assert.Equal((QuestionState.Answered, null), (answered.StateOf(2), answered.Questions.Answering));
        Assert.Equal(QuestionState.Open, answered.Does(new ReopenQuestion(Mo, "r", 2)).StateOf(2));
    }

    [Fact]
    public void The_answer_to_another_question_does_not()
    {
        var answered = Busy.Does(new StartAnswering(Pia, "s", 2)).Does(new AnswerQuestion(Pia, "a", 3, null, false));
        Assert.Equal(QuestionState.Answering, answered.StateOf(2));
    }

    [Fact]
    public void A_private_answer_is_for_the_asker_the_moderators_and_who_gave_it()
    {
        var (answered, room) = Busy.Happens(new AnswerQuestion(Pia, "a", 2, "Between us.", true));
        foreach (var actor in new[] { Ada, Mo, Hanna, Pia })
        {
            Assert.Equal("Between us.", actor.Sees(room, 2)!.Answer!.Text);
            Assert.Equal("Between us.", room.Shows((QuestionAnswered)answered, actor)!.Text);
        }

        foreach (var actor in new[] { Otto, Zoe })
        {
            Assert.Equal((null, true), (actor.Sees(room, 2)!.Answer!.Text, actor.Sees(room, 2)!.Answer!.IsPrivate));
            var shown = room.Shows((QuestionAnswered)answered, actor)!;
            Assert.Equal((null, null, QuestionState.Answered), (shown.Text, shown.Questions![0].Answer!.Text, shown.Questions[0].State));
        }

        Assert.Equal(new HashSet<Guid> { Ada.Id, Pia.Id }, answered.Concerns(room).ToHashSet());
    }

    [Fact]
    public void A_public_answer_is_the_same_for_all()
    {
        var (answered, room) = Busy.Happens(new AnswerQuestion(Pia, "a", 2, "So.", false));
        Assert.All([Ada, Mo, Pia, Zoe], actor => Assert.Equal("So.", room.Shows((QuestionAnswered)answered, actor)!.Text));
        Assert.Empty(answered.Concerns(room));
    }

    [Fact]
    public void A_private_answer_is_for_all_whose_questions_were_merged()
    {
        var room = Busy.Merges(3, 2).Does(new AnswerQuestion(Pia, "a", 2, "Between us.", true));
        Assert.All([Ada, Otto], actor => Assert.Equal("Between us.", actor.Sees(room, 2)!.Answer!.Text));
        Assert.Null(Zoe.Sees(room, 2)!.Answer!.Text);
        Assert.Equal(QuestionState.Merged, Otto.Sees(room, 3)!.State);
    }

    [Fact]
    public void An_answer_that_was_taken_back_is_not_shown_again()
    {
        var (answered, room) = Busy.Happens(new AnswerQuestion(Pia, "a", 2, "Wrong.", false));
        var reopened = room.Does(new ReopenQuestion(Mo, "r", 2));
        Assert.Null(reopened.Shows((QuestionAnswered)answered, Zoe)!.Text);
        var again = reopened.Does(new AnswerQuestion(Pia, "b", 2, "Right.", false));
        Assert.Null(again.Shows((QuestionAnswered)answered, Zoe)!.Text);
        Assert.Equal("Right.", again.Shows((QuestionAnswered)answered, Zoe)!.Questions![0].Answer!.Text);
        Assert.Null(room.Does(new ReopenQuestion(Mo, "r", 2)).Dismisses(2).Shows((QuestionAnswered)answered, Zoe)!.Text);
    }
}
