using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Scheduling;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

/// <summary>What is removed is gone for everybody, until a moderator who removed it brings it back.</summary>
public class DeleteMessageTests
{
    [Fact]
    public void An_author_removes_their_own_at_any_time()
    {
        var room = Live.Then(new StatusChanged(WebinarStatus.Ended, 4)).Does(new DeleteMessage(Ada, "c", 2), 86_400);
        Assert.All([Ada, Otto, Mona, Olga], reader => Assert.Equal(("", RemovedBy.Author), (room.Message(2, reader).Text, room.Message(2, reader).Removed)));
        Assert.Equal("Hi", room.Text(3));
    }

    [Fact]
    public void A_moderator_removes_anybodys_and_nobody_else_does()
    {
        Assert.All([Otto, Pia], actor => Assert.Equal("not-allowed", Live.Refuses(new DeleteMessage(actor, "c", 2))));
        var room = Live.Does(new PostMessage(Olga, "o", "Welcome", null)).Does(new DeleteMessage(Mona, "c", 2)).Does(new DeleteMessage(Mona, "d", 5));
        Assert.Equal([("", RemovedBy.Moderator), ("", RemovedBy.Moderator)], [Seen(room, 2), Seen(room, 5)]);
    }

    [Fact]
    public void To_remove_it_twice_is_to_remove_it_once()
    {
        Assert.Empty(Live.Does(new DeleteMessage(Mona, "c", 2)).Decides(new DeleteMessage(Max, "d", 2)).Events);
        Assert.Empty(Live.Does(new DeleteMessage(Ada, "c", 2)).Decides(new DeleteMessage(Ada, "d", 2)).Events);
        Assert.Empty(Live.Does(new DeleteMessage(Ada, "c", 2)).Decides(new DeleteMessage(Mona, "d", 2)).Events);
    }

    [Fact]
    public void A_moderator_brings_back_what_a_moderator_removed()
    {
        var room = Live.Does(new EditMessage(Ada, "e", 2, "Hello all")).Does(new DeleteMessage(Mona, "c", 2)).Does(new RestoreMessage(Max, "d", 2));
        Assert.Equal(("Hello all", null), Seen(room, 2));
        Assert.All([Ada, Otto, Pia], actor => Assert.Equal("not-allowed", Live.Does(new DeleteMessage(Mona, "c", 2)).Refuses(new RestoreMessage(actor, "d", 2))));
        Assert.Empty(Live.Decides(new RestoreMessage(Mona, "c", 2)).Events);
    }

    [Fact]
    public void What_its_author_removed_nobody_brings_back()
    {
        Assert.Equal("not-found", Live.Does(new DeleteMessage(Ada, "c", 2)).Refuses(new RestoreMessage(Olga, "d", 2)));
        var both = Live.Does(new DeleteMessage(Mona, "c", 2)).Does(new DeleteMessage(Ada, "d", 2));
        Assert.Equal("not-found", both.Refuses(new RestoreMessage(Mona, "e", 2)));
        Assert.Equal(("", RemovedBy.Author), Seen(both, 2));
    }

    [Fact]
    public void Events_show_the_message_as_it_is_by_now()
    {
        var removed = Live.Decides(new DeleteMessage(Mona, "c", 2)).Events.Single();
        var after = Live.Apply(removed);
        var shown = (MessageRemoved)after.Show(removed, after.EyesOf(Otto))!;
        Assert.Equal((2, "", RemovedBy.Moderator, null, Mona), (shown.MessageId, shown.Message!.Text, shown.Message.Removed, shown.Who, shown.By));
        Assert.Equal(("", RemovedBy.Moderator), (after.Shows(Live.Chat.Messages[0], Otto)!.Text, after.Shows(Live.Chat.Messages[0], Otto)!.Removed));
        var restored = after.Does(new RestoreMessage(Mona, "d", 2));
        Assert.Equal("Hello", ((MessageRemoved)restored.Show(removed, restored.EyesOf(Otto))!).Message!.Text);
        Assert.Equal("Hello", after.Told<MessageRestored>(new RestoreMessage(Mona, "d", 2), Otto)!.Message!.Text);
    }

    [Fact]
    public void Whom_a_removed_message_meant_is_not_shown_either()
    {
        var room = Live.Does(new PostMessage(Ada, "c", "Hey you", null, [Otto.Id]));
        Assert.Equal([Otto.Id], room.Message(5, Otto).Mentions);
        Assert.Null(room.Does(new DeleteMessage(Ada, "d", 5)).Message(5, Otto).Mentions);
    }

    [Fact]
    public void Only_a_message_is_removed() =>
        Assert.All([-1, 0, 1, 5, long.MaxValue], id => Assert.Equal("not-found", Live.Refuses(new DeleteMessage(Mona, "c", id))));

    [Fact]
    public void A_message_older_than_what_the_room_keeps_is_removed_and_brought_back_all_the_same()
    {
        var old = Live.Chat.Messages[0];
        var room = Enumerable.Range(0, ChatState.Length).Aggregate(Live, (state, i) => state.Then(new MessagePosted($"x{i}", "x") { By = Otto }));
        Assert.False(room.Chat.Has(2));
        Assert.Equal("not-found", room.Refuses(new DeleteMessage(Mona, "c", 2)));
        Assert.Equal("not-found", room.Refuses(new DeleteMessage(Mona, "c", 3) { Older = old }));
        Assert.Equal("not-allowed", room.Refuses(new DeleteMessage(Otto, "c", 2) { Older = old }));

        var removed = room.Decides(new DeleteMessage(Mona, "c", 2) { Older = old }).Events.Single();
        room = room.Apply(removed);
        var shown = (MessageRemoved)room.Show(removed, room.EyesOf(Mona))!;
        Assert.Equal(("", RemovedBy.Moderator, null), (shown.Message!.Text, shown.Message.Removed, shown.Older));
        Assert.DoesNotContain("Hello", Json(shown), StringComparison.Ordinal);
        Assert.Equal("", MessageView.Of(old, room, Viewer.Moderator).Text);

        var back = room.Told<MessageRestored>(new RestoreMessage(Mona, "d", 2) { Older = old }, Otto)!;
        Assert.Equal("Hello", back.Message!.Text);
        Assert.Equal("Hello", MessageView.Of(old, room.Does(new RestoreMessage(Mona, "d", 2)), Viewer.Anybody).Text);
    }

    [Fact]
    public void A_removed_message_may_still_be_answered_by_who_has_just_written_the_answer() =>
        Assert.Null(Live.Does(new DeleteMessage(Mona, "c", 2)).Refuses(new PostMessage(Otto, "d", "I see", 2)));

    private static (string, RemovedBy?) Seen(Room room, long id) => (room.Message(id, Otto).Text, room.Message(id, Otto).Removed);
}
