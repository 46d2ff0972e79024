using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Questions;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

/// <summary>Who asks without a name is sanctioned by their question, and stays unknown to everybody who moderates.</summary>
public class AnonymousAskerTests
{
    /// <summary>5 and 6 Ada asks without a name · 7 Ada asks</summary>
    private static readonly Room Asked = Live
        .Then(new QuestionAsked("q1", "Who?", true) { By = Ada }).Then(new QuestionAsked("q2", "Why?", true) { By = Ada }).Then(new QuestionAsked("q3", "When?", false) { By = Ada });

    [Fact]
    public void They_are_muted_and_banned_all_the_same()
    {
        Assert.Equal("muted", Asked.Does(By(5, SanctionKind.Mute)).Refuses(new Webinars.Rooms.Chat.PostMessage(Ada, "c", "x", null)));
        Assert.True(Asked.Does(By(5, SanctionKind.Ban)).Moderation.IsBanned(Ada.Id));
        Assert.Equal("not-found", Asked.Refuses(By(2, SanctionKind.Ban)));
        Assert.Equal("not-allowed", Asked.Then(new QuestionAsked("q4", "Me?", true) { By = Max }).Refuses(By(8, SanctionKind.Ban)));
    }

    [Fact]
    public void Nothing_that_moderators_are_served_names_them()
    {
        var action = By(5, SanctionKind.Mute) with { Request = new(SanctionKind.Mute, null, 5, null, 10, RemoveMessages: true, "Rude") };
        var happened = Asked.Decides(action).Events;
        var room = Asked.Does(action);
        var lift = room.Decides(new LiftSanction(Mona, "l", 8)).Events;
        foreach (var served in new object?[] { Show(happened[0]), Show(lift[0]), room.SeenBy(Mona).Sanctions, ReadAudit.Run(room, room.EyesOf(Mona), long.MaxValue, 100), ReadAudit.Run(room.Then(lift[0]), room.EyesOf(Mona), long.MaxValue, 100) })
        {
            Assert.DoesNotContain(Ada.Id.ToString(), Json(served), StringComparison.Ordinal);
            Assert.DoesNotContain("\"Ada\"", Json(served), StringComparison.Ordinal);
        }

        Assert.Equal((5, null, false), room.SeenBy(Mona).Sanctions.Single() is var seen ? (seen.QuestionId, seen.Person, seen.RemovedMessages) : default);

        RoomEvent? Show(LiveEvent one) => room.Show(one, room.EyesOf(Mona));
    }

    [Fact]
    public void What_their_browser_calls_the_question_is_theirs_alone()
    {
        var asked = (QuestionAsked)Asked.Decides(new AskQuestion(Ada, "ada-7", "Who else?", true, 0)).Events.Single();
        var room = Asked.Then(asked with { By = Ada });
        asked = asked with { Position = room.Position, By = Ada };
        Assert.Equal(("ada-7", "ada-7"), (room.Shows(asked, Ada)!.ClientId, room.SeenBy(Ada).Questions[^1].ClientId));
        Assert.All([Otto, Pia, Mona, Olga], other => Assert.DoesNotContain("ada-7", Json(room.Shows(asked, other)) + Json(room.SeenBy(other)), StringComparison.Ordinal));
        Assert.Equal("q3", Asked.SeenBy(Otto).Questions[^1].ClientId);
    }

    [Fact]
    public void Their_messages_stay_for_to_remove_them_would_tell()
    {
        var action = By(5, SanctionKind.Ban) with { Request = new(SanctionKind.Ban, null, 5, null, RemoveMessages: true) };
        Assert.IsType<PersonSanctioned>(Asked.Decides(action).Events.Single());
        Assert.Equal("Hello", Asked.Does(action).Text(2));
    }

    [Fact]
    public void They_themselves_are_told()
    {
        Assert.NotNull(Asked.Told<PersonSanctioned>(By(5, SanctionKind.Mute), Ada)!.Sanction);
        Assert.Null(Asked.Told<PersonSanctioned>(By(5, SanctionKind.Mute), Otto));
        Assert.Equal(5, Asked.Does(By(5, SanctionKind.Mute)).SeenBy(Ada).Sanctions.Single().QuestionId);
    }

    [Fact]
    public void A_mute_by_name_and_those_by_questions_do_not_give_each_other_away()
    {
        var room = Asked.Does(Mute(Mona, Ada)).Does(By(5, SanctionKind.Mute)).Does(By(6, SanctionKind.Mute));
        Assert.Equal([(Ada, null), (null, 5L), (null, 6L)], room.SeenBy(Mona).Sanctions.Select(sanction => (sanction.Person, sanction.QuestionId)));
        Assert.Equal([8, 9, 11], room.Does(By(6, SanctionKind.Mute)).SeenBy(Mona).Sanctions.Select(sanction => sanction.Id));
        Assert.Equal("muted", room.Does(new LiftSanction(Mona, "l", 8)).Moderation.Voice(Ada.Id, House.Noon)!.Code);
    }

    [Fact]
    public void What_a_list_of_people_says_of_mutes_does_not_name_them_either()
    {
        var room = Asked.Does(By(5, SanctionKind.Mute));
        Assert.Equal("muted", room.Moderation.Voice(Ada.Id, House.Noon)?.Code);
        Assert.Null(room.Moderation.KnownVoice(Ada.Id, House.Noon));
        Assert.Equal("muted", Asked.Does(Mute(Mona, Ada)).Moderation.KnownVoice(Ada.Id, House.Noon)?.Code);
    }

    [Fact]
    public void Who_asked_by_name_is_known()
    {
        var seen = Asked.Does(By(7, SanctionKind.Mute)).SeenBy(Mona).Sanctions.Single();
        Assert.Equal((Ada, 7), (seen.Person, seen.QuestionId));
        Assert.Equal("", Asked.Does(By(7, SanctionKind.Mute) with { Request = new(SanctionKind.Mute, null, 7, null, RemoveMessages: true) }).Text(2));
    }

    private static SanctionPerson By(long question, SanctionKind kind) => new(Mona, "c", new SanctionRequest(kind, null, question, null));
}
