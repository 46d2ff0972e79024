using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Questions;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

/// <summary>Mutes and bans: of whom, by whom, how long, and back again.</summary>
public class SanctionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(1440)]
    public void A_mute_ends_by_itself(int minutes)
    {
        var room = Live.Does(Mute(Mona, Ada, minutes), 100);
        var refused = room.Decides(Say(Ada), 130).Refusal!;
        Assert.Equal(("muted", TimeSpan.FromSeconds((minutes * 60) - 30)), (refused.Code, refused.RetryAfter));
        Assert.Equal("muted", room.Refuses(Say(Ada), 100 + (minutes * 60) - 0.1));
        Assert.Null(room.Refuses(Say(Ada), 100 + (minutes * 60)));
        Assert.Null(room.Refuses(Say(Otto), 130));
    }

    [Fact]
    public void A_mute_without_minutes_is_for_good()
    {
        var refused = Live.Does(Mute(Mona, Ada)).Decides(Say(Ada), 1e9).Refusal!;
        Assert.Equal(("muted", null), (refused.Code, refused.RetryAfter));
        Assert.Equal(refused, Live.Does(Mute(Mona, Ada)).Moderation.Voice(Ada.Id, House.Noon));
        Assert.Null(Live.Moderation.Voice(Ada.Id, House.Noon));
    }

    [Fact]
    public void Who_is_banned_does_nothing_any_more()
    {
        var room = Live.Does(Ban(Mona, Ada));
        Assert.True(room.Moderation.IsBanned(Ada.Id));
        Assert.False(room.Moderation.IsBanned(Otto.Id));
        Assert.False(Live.Does(Mute(Mona, Ada)).Moderation.IsBanned(Ada.Id));
        Assert.All(new RoomAction[] { Say(Ada), new DeleteMessage(Ada, "c", 2), new Vote(Ada, "c", 2, true) }, action => Assert.Equal("banned", room.Refuses(action)));
    }

    [Fact]
    public void Only_moderators_and_above_and_only_of_lower_rank()
    {
        Assert.All([Ada, Otto, Pia], actor => Assert.Equal("not-allowed", Live.Refuses(Mute(actor, actor == Ada ? Otto : Ada))));
        Assert.All([Mona, Max, Olga], whom => Assert.Equal("not-allowed", Live.Refuses(Ban(Mona, whom))));
        Assert.All([Ada, Otto, Pia], whom => Assert.Null(Live.Refuses(Ban(Mona, whom))));
        Assert.All([Ada, Pia, Mona], whom => Assert.Null(Live.Refuses(Ban(Olga, whom))));
        Assert.Equal("not-allowed", Live.Refuses(Mute(Olga, Olga)));
    }

    [Fact]
    public void The_rank_is_that_of_the_moment_not_that_of_the_message()
    {
        var room = Live.Does(Say(Mona));
        var byMessage = new SanctionPerson(Max, "c", new SanctionRequest(SanctionKind.Mute, null, null, 5));
        Assert.Equal("not-allowed", room.Refuses(byMessage));
        Assert.Null((room with { Roles = room.Roles.Remove(Mona.Id) }).Refuses(byMessage));
        Assert.Equal("not-allowed", (Live with { Roles = Live.Roles.Add(Ada.Id, Role.Moderator) }).Refuses(new SanctionPerson(Max, "c", new SanctionRequest(SanctionKind.Mute, null, null, 2))));
    }

    [Fact]
    public void The_person_may_be_named_by_a_message_of_theirs()
    {
        var request = new SanctionRequest(SanctionKind.Ban, null, null, 2);
        Assert.Equal(Ada, Live.Does(new SanctionPerson(Mona, "c", request)).SeenBy(Mona).Sanctions.Single().Person);
        Assert.Equal(Ada, Live.Does(new DeleteMessage(Ada, "d", 2)).Does(new SanctionPerson(Mona, "c", request)).SeenBy(Mona).Sanctions.Single().Person);
        Assert.All([0, 1, 9], id => Assert.Equal("not-found", Live.Refuses(new SanctionPerson(Mona, "c", request with { MessageId = id }))));
        Assert.Null(Live.Refuses(new SanctionPerson(Mona, "c", request with { MessageId = 9 }) { Older = Live.Chat.Messages[0] with { Position = 9 } }));
        Assert.Equal("not-found", Live.Refuses(new SanctionPerson(Mona, "c", request with { MessageId = 9 }) { Older = Live.Chat.Messages[0] }));
    }

    [Fact]
    public void Somebody_who_has_not_said_a_word_is_named_by_their_id_and_nobody_is_not_found()
    {
        var quiet = new Actor(Guid.NewGuid(), "Quirin", Role.Attendee);
        Assert.Equal(quiet, Live.Does(Ban(Mona, quiet)).SeenBy(Mona).Sanctions.Single().Person);
        Assert.Equal("not-found", Live.Refuses(Ban(Mona, quiet) with { Named = null }));
        Assert.Equal("not-found", Live.Refuses(Ban(Mona, quiet) with { Named = new Person(Ada.Id, null, "Ada", null, null) }));
    }

    [Fact]
    public void A_sanction_may_remove_all_that_the_person_has_written_so_far()
    {
        var room = Live.Does(Mute(Mona, Ada, 1, removeMessages: true)).Does(Say(Ada, "Sorry"), 60);
        Assert.Equal(["", "Hi", "", "Sorry"], room.SeenBy(Otto).Messages.Select(message => message.Text));
        Assert.Equal([RemovedBy.Moderator, null, RemovedBy.Moderator, null], room.SeenBy(Ada).Messages.Select(message => message.Removed));
        Assert.Equal((Ada.Id, 4), Live.Told<MessagesRemoved>(Mute(Mona, Ada, 1, true), Otto) is { } told ? (told.PersonId, told.UpTo) : default);
        Assert.True(room.SeenBy(Mona).Sanctions.Single().RemovedMessages);
        Assert.Equal(["Hello", "Hi", "How are you?"], Live.Does(Mute(Mona, Ada)).SeenBy(Otto).Messages.Select(message => message.Text));
    }

    [Fact]
    public void To_lift_it_undoes_both()
    {
        var room = Live.Does(Ban(Mona, Ada, removeMessages: true));
        var lift = new LiftSanction(Max, "l", 5);
        var lifted = room.Does(lift);
        Assert.Null(lifted.Refuses(Say(Ada)));
        Assert.Equal(["Hello", "Hi", "How are you?"], lifted.SeenBy(Otto).Messages.Select(message => message.Text));
        Assert.Equal(["Hello", "How are you?"], room.Told<MessagesRestored>(lift, Otto)!.Messages!.Select(message => message.Text));
        Assert.Empty(lifted.SeenBy(Mona).Sanctions);
        Assert.IsType<SanctionLifted>(Live.Does(Ban(Mona, Ada)).Decides(lift).Events.Single());
    }

    [Fact]
    public void What_its_author_or_a_moderator_removed_by_hand_a_lift_does_not_bring_back()
    {
        var room = Live.Does(new DeleteMessage(Ada, "a", 2)).Does(new DeleteMessage(Mona, "b", 4)).Does(Mute(Mona, Ada, removeMessages: true));
        Assert.Equal(["", "Hi", ""], room.Does(new LiftSanction(Mona, "l", 7)).SeenBy(Otto).Messages.Select(message => message.Text));
    }

    [Fact]
    public void One_of_many_removed_messages_is_brought_back_alone_until_they_are_removed_again()
    {
        var room = Live.Does(Mute(Mona, Ada, removeMessages: true)).Does(new RestoreMessage(Mona, "r", 2));
        Assert.Equal(["Hello", "Hi", ""], room.SeenBy(Otto).Messages.Select(message => message.Text));
        Assert.Equal(["", "Hi", ""], room.Does(Ban(Mona, Ada, removeMessages: true)).SeenBy(Otto).Messages.Select(message => message.Text));
    }

    [Fact]
    public void Nobody_else_lifts_and_nobody_their_own()
    {
        var room = Live.Does(Mute(Olga, Mona)).Does(Mute(Olga, Ada));
        Assert.All([Ada, Otto, Pia], actor => Assert.Equal("not-allowed", room.Refuses(new LiftSanction(actor, "l", 6))));
        Assert.Equal("not-allowed", room.Refuses(new LiftSanction(Mona, "l", 5)));
        Assert.Null(room.Refuses(new LiftSanction(Max, "l", 5)));
        Assert.All([0, 2, 9], id => Assert.Equal("not-found", room.Refuses(new LiftSanction(Olga, "l", id))));
        Assert.Equal("not-found", room.Does(new LiftSanction(Max, "l", 5)).Refuses(new LiftSanction(Max, "m", 5)));
    }

    [Fact]
    public void A_newer_mute_takes_the_place_of_the_older_and_of_what_it_removed()
    {
        var room = Live.Does(Mute(Mona, Ada, removeMessages: true)).Does(Mute(Mona, Ada, 5));
        Assert.Equal(7, room.SeenBy(Mona).Sanctions.Single().Id);
        Assert.Null(room.Refuses(Say(Ada), 300));
        Assert.Equal("", room.Text(2));
        Assert.Equal("Hello", room.Does(new LiftSanction(Mona, "l", 7)).Text(2));
        Assert.Equal("not-found", room.Refuses(new LiftSanction(Mona, "l", 5)));
    }

    [Fact]
    public void A_mute_and_a_ban_stand_beside_each_other()
    {
        var room = Live.Does(Mute(Mona, Ada, removeMessages: true)).Does(Ban(Mona, Ada, removeMessages: true));
        Assert.Equal([SanctionKind.Mute, SanctionKind.Ban], room.SeenBy(Mona).Sanctions.Select(sanction => sanction.Kind));
        var lifted = room.Does(new LiftSanction(Mona, "l", 7));
        Assert.Equal("muted", lifted.Refuses(Say(Ada)));
        Assert.Equal("", lifted.Text(2));
        Assert.Equal("Hello", lifted.Does(new LiftSanction(Mona, "m", 5)).Text(2));
    }

    [Fact]
    public void Moderators_see_all_that_are_in_force_others_their_own()
    {
        var room = Live.Does(Mute(Mona, Ada, 5)).Does(Mute(Mona, Otto));
        Assert.Equal([Ada, Otto], Seen(Mona).Select(sanction => sanction.Person));
        Assert.Equal([Ada], Seen(Ada).Select(sanction => sanction.Person));
        Assert.Empty(Seen(Pia));
        Assert.Equal([Otto], Snapshot.Of(room, room.EyesOf(Mona), 0, House.Noon.AddMinutes(5)).Sanctions.Select(sanction => sanction.Person));

        IReadOnlyList<SanctionView> Seen(Actor viewer) => Snapshot.Of(room, room.EyesOf(viewer), 0, House.Noon.AddMinutes(4)).Sanctions;
    }

    [Fact]
    public void Moderators_and_the_person_are_told_and_nobody_else()
    {
        var mute = Mute(Mona, Ada, 5);
        mute = mute with { Request = mute.Request with { Reason = "Enough." } };
        var expected = new SanctionView(5, House.Noon, Mona, SanctionKind.Mute, Ada, null, House.Noon.AddMinutes(5), "Enough.", false);
        Assert.All([Mona, Max, Olga, Ada], reader => Assert.Equal((expected, null), Live.Told<PersonSanctioned>(mute, reader) is { } told ? (told.Sanction, told.Terms) : default));
        Assert.All([Otto, Pia], reader => Assert.Null(Live.Told<PersonSanctioned>(mute, reader)));
        var room = Live.Does(mute);
        Assert.All([Mona, Ada], reader => Assert.Equal((5, null), room.Told<SanctionLifted>(new LiftSanction(Mona, "l", 5), reader) is { } told ? (told.SanctionId, told.PersonId) : default));
        Assert.All([Otto, Pia], reader => Assert.Null(room.Told<SanctionLifted>(new LiftSanction(Mona, "l", 5), reader)));
        Assert.Equal([Ada.Id], Live.Decides(mute).Events.Single().Concerns(room));
        Assert.Equal([Ada.Id], room.Decides(new LiftSanction(Mona, "l", 5)).Events.Single().Concerns(room));
    }

    [Fact]
    public async Task Who_made_the_webinar_is_known_before_they_have_said_a_word()
    {
        var house = new House();
        var room = (await house.Rooms.Open((await house.Scheduled()).Id)).State with { Roles = Live.Roles };
        Assert.Equal((house.Host.Id, Role.Owner), (room.Owner, room.RoleOf(house.Host.Id)));
        Assert.Equal("not-allowed", room.Refuses(Ban(Mona, house.HostActor)));
        Assert.Equal((Role.Moderator, Role.Attendee), (room.RoleOf(Mona.Id), room.RoleOf(Ada.Id)));
    }

    [Fact]
    public void A_request_names_one_person_and_a_known_time()
    {
        Assert.Equal("sanction", Invalid(null!));
        Assert.Equal("kind", Invalid(new(null, Ada.Id, null, null)));
        Assert.Equal("kind", Invalid(new((SanctionKind)7, Ada.Id, null, null)));
        Assert.Equal("personId", Invalid(new(SanctionKind.Mute, null, null, null)));
        Assert.Equal("personId", Invalid(new(SanctionKind.Mute, Ada.Id, 3, null)));
        Assert.Equal("personId", Invalid(new(SanctionKind.Mute, null, 3, 4)));
        Assert.All([0, -1, 2, 60, int.MaxValue], minutes => Assert.Equal("minutes", Invalid(new(SanctionKind.Mute, Ada.Id, null, null, minutes))));
        Assert.Equal("minutes", Invalid(new(SanctionKind.Ban, Ada.Id, null, null, 5)));
        Assert.Equal("reason", Invalid(new(SanctionKind.Ban, Ada.Id, null, null, Reason: new string('x', 201))));
        Assert.Equal("x", ((SanctionPerson)new SanctionPerson(Mona, "c", new(SanctionKind.Ban, Ada.Id, null, null, Reason: " x ")).Checked()).Request.Reason);
        Assert.Null(((SanctionPerson)new SanctionPerson(Mona, "c", new(SanctionKind.Ban, Ada.Id, null, null, Reason: " ")).Checked()).Request.Reason);
    }

    private static PostMessage Say(Actor by, string text = "Hello") => new(by, "s", text, null);

    private static string? Invalid(SanctionRequest request) => Refused.With(() => { new SanctionPerson(Mona, "c", request).Checked(); }).Field;
}
