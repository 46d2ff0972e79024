using Webinars.Rooms.Chat;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

public class PinMessageTests
{
    [Fact]
    public void A_moderator_pins_and_everybody_sees_it()
    {
        var room = Live.Does(new PinMessage(Mona, "c", 3, true)).Does(new PinMessage(Mona, "d", 2, true));
        Assert.Equal(["Hi", "Hello"], room.SeenBy(Otto).Pinned.Select(message => message.Text));
        Assert.Equal((3, true, "Hi"), Live.Told<MessagePinned>(new PinMessage(Mona, "c", 3, true), Otto) is { } told ? (told.MessageId, told.On, told.Message!.Text) : default);
        Assert.Equal(["Hello"], room.Does(new PinMessage(Mona, "e", 3, false)).SeenBy(Otto).Pinned.Select(message => message.Text));
    }

    [Fact]
    public void Nobody_else_may_pin() =>
        Assert.All([Ada, Otto, Pia], actor => Assert.Equal("not-allowed", Live.Refuses(new PinMessage(actor, "c", 2, true))));

    [Fact]
    public void Three_are_pinned_at_most()
    {
        var room = Live.Does(new PostMessage(Otto, "m", "Four", null))
            .Does(new PinMessage(Mona, "a", 2, true)).Does(new PinMessage(Mona, "b", 3, true)).Does(new PinMessage(Mona, "c", 4, true));
        Assert.Equal("too-many", room.Refuses(new PinMessage(Mona, "d", 5, true)));
        Assert.Empty(room.Decides(new PinMessage(Mona, "d", 3, true)).Events);
        Assert.Null(room.Does(new PinMessage(Mona, "d", 2, false)).Refuses(new PinMessage(Mona, "e", 5, true)));
    }

    [Fact]
    public void What_is_not_pinned_needs_no_unpinning() => Assert.Empty(Live.Decides(new PinMessage(Mona, "c", 2, false)).Events);

    [Fact]
    public void Removing_unpins_and_a_removed_one_is_not_pinned()
    {
        var room = Live.Does(new PinMessage(Mona, "c", 2, true)).Does(new DeleteMessage(Ada, "d", 2));
        Assert.Empty(room.SeenBy(Otto).Pinned);
        Assert.Equal("not-found", room.Refuses(new PinMessage(Mona, "e", 2, true)));
        Assert.Empty(Live.Does(new PinMessage(Mona, "c", 2, true)).Does(Mute(Mona, Ada, removeMessages: true)).SeenBy(Otto).Pinned);
        Assert.Single(Live.Does(new PinMessage(Mona, "c", 2, true)).Does(Mute(Mona, Otto, removeMessages: true)).SeenBy(Otto).Pinned);
    }

    [Fact]
    public void A_pinned_message_stays_when_the_chat_has_long_gone_on()
    {
        var room = Live.Does(new PinMessage(Mona, "c", 2, true));
        room = Enumerable.Range(0, ChatState.Length).Aggregate(room, (state, i) => state.Then(new MessagePosted($"x{i}", "x") { By = Otto }));
        Assert.Equal("Hello", room.SeenBy(Otto).Pinned.Single().Text);
    }
}
