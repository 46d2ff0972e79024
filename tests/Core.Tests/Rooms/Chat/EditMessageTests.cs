using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;
using Webinars.Scheduling;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

public class EditMessageTests
{
    [Fact]
    public void An_author_changes_their_message_and_everybody_reads_the_new_one()
    {
        var room = Live.Does(new EditMessage(Ada, "c", 2, "Hello all"), 60);
        Assert.All([Ada, Otto, Mona], reader => Assert.Equal(("Hello all", House.Noon.AddSeconds(60)), (room.Message(2, reader).Text, room.Message(2, reader).EditedAt)));
        var posted = room.Shows(Live.Chat.Messages[0], Otto)!;
        Assert.Equal(("Hello all", House.Noon.AddSeconds(60)), (posted.Text, posted.EditedAt));
        Assert.Null(room.Message(3, Otto).EditedAt);
    }

    [Fact]
    public void The_event_carries_the_message_as_it_is_and_not_what_is_stored()
    {
        var room = Live.Does(new EditMessage(Ada, "c", 2, "Hello all"));
        var edited = Live.Decides(new EditMessage(Ada, "c", 2, "Hello all")).Events.Single();
        var shown = (MessageEdited)room.Show(edited, room.EyesOf(Otto))!;
        Assert.Equal((2, "Hello all", null, "Hello all"), (shown.MessageId, shown.Message!.Text, shown.Text, ((MessageEdited)edited).Text));
        var twice = room.Does(new EditMessage(Ada, "d", 2, "Hello world"));
        Assert.Equal("Hello world", ((MessageEdited)twice.Show(edited, twice.EyesOf(Otto))!).Message!.Text);
    }

    [Fact]
    public void Nobody_else_may_change_it_moderators_neither() =>
        Assert.All([Otto, Pia, Mona, Olga], actor => Assert.Equal("not-allowed", Live.Refuses(new EditMessage(actor, "c", 2, "Mine"))));

    [Fact]
    public void After_five_minutes_it_is_too_late()
    {
        Assert.Null(Live.Refuses(new EditMessage(Ada, "c", 2, "Hello all"), 300));
        Assert.Equal("too-late", Live.Refuses(new EditMessage(Ada, "c", 2, "Hello all"), 300.1));
    }

    [Fact]
    public void An_edit_does_not_wait_for_slow_mode()
    {
        var room = Live.With(RoomSettings.Default with { SlowModeSeconds = 300 });
        Assert.Null(room.Refuses(new EditMessage(Ada, "c", 2, "Hello all"), 1));
        Assert.Equal("slow-mode", room.Does(new EditMessage(Ada, "c", 2, "Hello all"), 1).Refuses(new PostMessage(Ada, "d", "More", null), 2));
    }

    [Fact]
    public void What_was_removed_is_not_edited_and_not_after_the_end()
    {
        Assert.Equal("not-found", Live.Does(new DeleteMessage(Mona, "c", 2)).Refuses(new EditMessage(Ada, "d", 2, "Hello all")));
        Assert.Equal("not-live", Live.Then(new StatusChanged(WebinarStatus.Ended, 4)).Refuses(new EditMessage(Ada, "d", 2, "Hello all")));
        Assert.Equal("muted", Live.Does(Mute(Mona, Ada)).Refuses(new EditMessage(Ada, "d", 2, "Hello all")));
    }

    [Fact]
    public void The_same_text_changes_nothing() => Assert.Empty(Live.Decides(new EditMessage(Ada, "c", 2, "Hello")).Events);

    [Fact]
    public void Only_a_message_is_edited() =>
        Assert.All([-1, 0, 1, 5, long.MaxValue], id => Assert.Equal("not-found", Live.Refuses(new EditMessage(Ada, "c", id, "Hello all"))));

    [Fact]
    public void The_new_text_is_cleaned_as_a_first_one_is()
    {
        Assert.Equal("a", ((EditMessage)new EditMessage(Ada, "c", 2, " a\u200B ").Checked()).Text);
        Assert.Equal("too-short", Refused.With(() => { new EditMessage(Ada, "c", 2, " ").Checked(); }).Code);
        Assert.Equal("too-long", Refused.With(() => { new EditMessage(Ada, "c", 2, new string('x', 501)).Checked(); }).Code);
        Assert.Equal("bad-text", Refused.With(() => { new EditMessage(Ada, "c", 2, "\uD800").Checked(); }).Code);
    }
}
