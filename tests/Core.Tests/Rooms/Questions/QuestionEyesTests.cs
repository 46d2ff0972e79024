using System.Text.Json;
using CsCheck;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Scheduling;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

/// <summary>Who sees what of questions, in snapshots and in events, at once and long after.</summary>
public class QuestionEyesTests
{
    private static readonly Actor[] Everybody = [Hanna, Mo, Pia, Ada, Otto, Zoe];

    [Fact]
    public void A_question_that_waits_for_approval_is_its_askers_and_the_moderators()
    {
        var (asked, room) = Reviewed(In(WebinarStatus.Live)).Happens(new AskQuestion(Ada, "c", "Why is that?", false, 0));
        Assert.All([Ada, Mo, Hanna], actor => Assert.Equal(QuestionState.Pending, actor.Sees(room, 2)!.State));
        Assert.All([Ada, Mo, Hanna], actor => Assert.Equal(QuestionState.Pending, room.Shows((QuestionAsked)asked, actor)!.Questions![0].State));
        Assert.All([Otto, Zoe, Pia], actor => Assert.Equal((null, null), (actor.Sees(room, 2), room.Shows(asked, actor))));
        Assert.Equal([Ada.Id], asked.Concerns(room));
        Assert.Null(room.Shows((QuestionAsked)asked, Mo)!.Pending);
    }

    [Fact]
    public void Nobody_else_ever_hears_of_a_question_that_was_never_approved()
    {
        var dismissed = Waiting.Happens(new DismissQuestion(Mo, "d", 2, null));
        var withdrawn = Waiting.Happens(new WithdrawQuestion(Ada, "w", 2));
        var edited = Waiting.Happens(new EditQuestion(Ada, "e", 2, "Why me?"));
        foreach (var (happened, room) in new[] { dismissed, withdrawn, edited })
        {
            Assert.All([Otto, Zoe, Pia], actor => Assert.Null(room.Shows(happened, actor)));
            Assert.All([Ada, Mo, Hanna], actor => Assert.NotNull(room.Shows(happened, actor)));
        }
    }

    [Fact]
    public void Of_one_that_was_merged_before_its_approval_others_learn_no_id_and_no_name()
    {
        var open = Waiting.Approves(2);
        var (merged, room) = open.Happens(new MergeQuestions(Mo, "m", 3, 2));
        var seen = room.Shows((QuestionsMerged)merged, Zoe)!;
        Assert.Equal((0, 2, 2), (seen.QuestionId, seen.IntoId, Assert.Single(seen.Questions!).Id));
        Assert.DoesNotContain("\"questionId\"", Json(seen), StringComparison.Ordinal);
        Assert.Equal(3, room.Shows((QuestionsMerged)merged, Otto)!.QuestionId);
        Assert.Null(Zoe.Sees(room, 3));
        var (withdrawn, after) = room.Happens(new WithdrawQuestion(Otto, "w", 3));
        var told = after.Shows((QuestionWithdrawn)withdrawn, Zoe)!;
        Assert.Equal((0, null, 1), (told.QuestionId, told.By, Assert.Single(told.Questions!).Askers));
    }

    [Fact]
    public void What_everybody_saw_is_gone_for_others_and_changed_for_its_asker()
    {
        var (dismissed, room) = Busy.Happens(new DismissQuestion(Mo, "d", 2, "Off topic."));
        Assert.All([Otto, Zoe, Pia], actor => Assert.Equal([2], room.Shows((QuestionDismissed)dismissed, actor)!.Gone!));
        Assert.All([Otto, Zoe, Pia], actor => Assert.DoesNotContain("Off topic", Json(room.Shows(dismissed, actor)!), StringComparison.Ordinal));
        Assert.All([Ada, Mo], actor => Assert.Equal("Off topic.", Assert.Single(room.Shows((QuestionDismissed)dismissed, actor)!.Questions!).Reason));
        Assert.Equal([Ada.Id], dismissed.Concerns(room));
    }

    [Fact]
    public void What_is_gone_is_not_shown_again_by_what_happened_before()
    {
        var (asked, open) = In(WebinarStatus.Live).Happens(new AskQuestion(Ada, "c", "SECRET-1 really?", false, 0));
        var (edited, after) = open.Happens(new EditQuestion(Ada, "e", 2, "SECRET-2 really?"));
        Assert.Equal("SECRET-2 really?", after.Shows((QuestionAsked)asked, Zoe)!.Text);
        Assert.DoesNotContain("SECRET-1", Json(after.Shows(edited, Zoe)!), StringComparison.Ordinal);
        var third = after.Does(new EditQuestion(Ada, "f", 2, "Harmless?"));
        Assert.All([asked, edited], happened => Assert.DoesNotContain("SECRET", Json(third.Shows(happened, Zoe)!), StringComparison.Ordinal));
        var dismissed = after.Dismisses(2);
        Assert.Null(dismissed.Shows(asked, Zoe));
        Assert.Equal([2], dismissed.Shows((QuestionEdited)edited, Zoe)!.Gone!);
        Assert.DoesNotContain("SECRET", Json(dismissed.Shows(edited, Zoe)!), StringComparison.Ordinal);
    }

    [Fact]
    public void An_anonymous_question_has_a_name_for_its_asker_alone()
    {
        var (asked, room) = Busy.Happens(new AskQuestion(Otto, "c", "Who is it?", true, 0));
        Assert.Equal((Otto, Otto), (Otto.Sees(room, 4)!.By, room.Shows(asked, Otto)!.By));
        Assert.All([Hanna, Mo, Pia, Ada], actor => Assert.Equal((null, null), (actor.Sees(room, 4)!.By, room.Shows(asked, actor)!.By)));
    }

    [Fact]
    public void Nothing_that_anybody_is_told_names_who_asked_without_a_name()
    {
        var room = Busy;
        foreach (var action in new RoomAction[]
        {
            new EditQuestion(Otto, "a", 3, "How, then?"), new Vote(Otto, "b", 2, true), new PinQuestion(Mo, "c", 3, true), new MergeQuestions(Mo, "d", 3, 2),
            new AnswerQuestion(Pia, "e", 2, "Between us.", true), new UnmergeQuestion(Mo, "f", 3), new StarQuestion(Mo, "g", 3, true), new DismissQuestion(Mo, "h", 3, "No."),
            new ReopenQuestion(Mo, "i", 3), new WithdrawQuestion(Otto, "j", 3),
        })
        {
            var (happened, next) = room.Happens(action);
            room = next;
            foreach (var actor in new[] { Hanna, Mo, Pia, Ada, Zoe })
            {
                var told = room.Shows(happened, actor) is { } seen ? Json(seen) : "";
                Assert.DoesNotContain(Otto.Id.ToString(), told + JsonSerializer.Serialize(room.SeenBy(actor), RoomEventJson.Options), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_named_askers_edit_is_theirs()
    {
        var (edited, room) = Busy.Happens(new EditQuestion(Ada, "e", 2, "Why me?"));
        Assert.Equal(Ada, room.Shows(edited, Zoe)!.By);
    }

    [Fact]
    public void Stored_members_stay_in_the_store_and_wire_members_on_the_wire()
    {
        var (merged, room) = Busy.Happens(new MergeQuestions(Mo, "m", 3, 2));
        var stored = RoomEventJson.Write(merged);
        Assert.Contains("\"others\":[2]", stored, StringComparison.Ordinal);
        Assert.All(["questions", "gone"], member => Assert.DoesNotContain($"\"{member}\"", stored, StringComparison.Ordinal));
        Assert.DoesNotContain("others", Json(room.Shows(merged, Mo)!), StringComparison.Ordinal);
        Assert.Equal(stored, RoomEventJson.Write(RoomEventJson.Read(new(merged.Position, stored))));
    }

    /// <summary>
    /// Whoever looks in now and then and is told what happened shows the same as who loads the page anew. Frames are made for kinds of viewers:
    /// who is not among those concerned gets what anybody (or any moderator) gets.
    /// </summary>
    [Fact]
    public void After_any_doings_all_that_were_told_see_what_there_is() => Steps.Array[0, 60].Sample(
        steps =>
        {
            var room = In(WebinarStatus.Live);
            var told = Everybody.Select(actor => (Actor: actor, Questions: new SortedDictionary<long, QuestionView>())).ToArray();
            var pending = new List<LiveEvent>();
            foreach (var step in steps)
            {
                room = step.What == 0 ? room with { Settings = room.Settings with { QuestionApproval = step.On } } : room;
                var decision = room.Decides(ActionOf(step));
                pending.AddRange(decision.Events);
                room = decision.Events.Aggregate(room, (state, happened) => state.Apply(happened));
                if (step.Number % 3 == 0)
                {
                    Array.ForEach(told, one => Tell(one.Actor, one.Questions, pending, room));
                    pending.Clear();
                }
            }

            foreach (var (actor, questions) in told)
            {
                Tell(actor, questions, pending, room);
                Assert.Equal(
                    JsonSerializer.Serialize(room.SeenBy(actor).Questions.Select(question => question with { Votes = null, Mine = null }), RoomEventJson.Options),
                    JsonSerializer.Serialize(questions.Values, RoomEventJson.Options));
            }
        },
        iter: 1_000,
        threads: 2);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 19], Gen.Int[0, Everybody.Length - 1], Gen.Int[2, 12], Gen.Int[2, 12], Gen.Bool, (what, who, number, other, on) => new Step(what, who, number, other, on));

    private static RoomAction ActionOf(Step step)
    {
        var (by, mod, id) = (Everybody[step.Who], step.On ? Mo : Hanna, (long)step.Number);
        return step.What switch
        {
            <= 4 => new AskQuestion(by, NewId, $"Question {step.Other}?", step.On, 0),
            5 => new EditQuestion(by, NewId, id, $"Edited {step.Other}?"),
            6 or 7 => new WithdrawQuestion(by, NewId, id),
            8 => new Vote(by, NewId, id, step.On),
            9 => new AnswerQuestion(step.On ? Pia : mod, NewId, id, "An answer.", step.Other % 2 == 0),
            10 => new StartAnswering(Pia, NewId, id),
            11 => new StopAnswering(mod, NewId, id),
            12 => new ApproveQuestion(mod, NewId, id),
            13 => new DismissQuestion(mod, NewId, id, "A reason."),
            14 => new ReopenQuestion(mod, NewId, id),
            15 => new PinQuestion(mod, NewId, id, step.Other % 3 > 0),
            16 => step.On ? new StarQuestion(mod, NewId, id, step.Other % 2 > 0) : new ClaimQuestion(Mo, NewId, id, step.Other % 2 > 0),
            17 => new UnmergeQuestion(mod, NewId, id),
            _ => new MergeQuestions(mod, NewId, id, step.Other),
        };
    }

    private static void Tell(Actor actor, SortedDictionary<long, QuestionView> questions, List<LiveEvent> happened, Room room)
    {
        var concerned = happened.SelectMany(one => one.Concerns(room)).Contains(actor.Id);
        var eyes = concerned ? room.EyesOf(actor) : room.EyesOf(actor).Moderates ? Viewer.Moderator : Viewer.Anybody;
        foreach (var seen in happened.Select(one => room.Show(one, eyes)).OfType<QuestionEvent>())
        {
            foreach (var question in seen.Questions ?? [])
            {
                questions[question.Id] = question;
            }

            foreach (var gone in seen.Gone ?? [])
            {
                questions.Remove(gone);
            }
        }
    }

    private static string Json(RoomEvent happened) => JsonSerializer.Serialize(happened, RoomEventJson.Options);

    private sealed record Step(int What, int Who, int Number, int Other, bool On);
}
