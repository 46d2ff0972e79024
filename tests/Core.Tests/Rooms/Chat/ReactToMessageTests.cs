using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Reactions;
using Webinars.Scheduling;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

public class ReactToMessageTests
{
    private static readonly Room Loved = Live.Does(new ReactToMessage(Otto, "c", 2, "👍", true)).Does(new ReactToMessage(Mona, "c", 2, "👍", true)).Does(new ReactToMessage(Otto, "d", 2, "🎉", true));

    [Fact]
    public void Reactions_are_counted_by_people_and_ones_own_are_known()
    {
        Assert.Equal([("🎉", 1), ("👍", 2)], Loved.Message(2, Otto).Reactions!.Select(reaction => (reaction.Key, reaction.Value)).OrderBy(reaction => reaction.Value));
        Assert.Equal(["👍"], Loved.Message(2, Mona).Mine);
        Assert.Null(Loved.Message(2, Ada).Mine);
        Assert.Null(Loved.Message(3, Otto).Reactions);
    }

    [Fact]
    public void A_reaction_is_a_set_never_a_toggle()
    {
        Assert.Empty(Loved.Decides(new ReactToMessage(Otto, "e", 2, "👍", true)).Events);
        Assert.Empty(Loved.Decides(new ReactToMessage(Ada, "e", 2, "👍", false)).Events);
        Assert.Equal(1, Loved.Does(new ReactToMessage(Otto, "e", 2, "👍", false)).Message(2, Otto).Reactions!["👍"]);
    }

    [Fact]
    public void Only_who_reacted_is_told_and_the_others_see_a_total()
    {
        var action = new ReactToMessage(Otto, "c", 3, "😂", true);
        Assert.Equal((3, "😂", true, null), Loved.Told<MessageReacted>(action, Otto) is { } told ? (told.MessageId, told.Emoji, told.On, told.Message) : default);
        Assert.All([Ada, Mona, Olga], other => Assert.Null(Loved.Told<MessageReacted>(action, other)));
        var happened = Loved.Decides(action).Events.Single();
        Assert.Equal([Otto.Id], happened.Concerns(Loved));
        Assert.Equal([new Total(Counted.Message, 3)], happened.Moves(Loved));
    }

    [Fact]
    public void A_pulse_brings_all_counts_of_a_message_also_that_none_is_left()
    {
        Assert.Equal(2, Pulse(Loved)![2]["👍"]);
        Assert.Null(Pulse(Live));
        var none = Live.Does(new ReactToMessage(Otto, "c", 2, "👍", true)).Does(new ReactToMessage(Otto, "d", 2, "👍", false));
        Assert.Empty(Pulse(none)![2]);
        Assert.Null(none.Message(2, Otto).Reactions);
        Assert.Null(new Pulse(0, 0).With(Loved, [], Viewer.Anybody).Messages);
    }

    [Fact]
    public void Who_comes_back_gets_the_counts_of_the_last_thousand_messages()
    {
        var room = Enumerable.Range(0, 998).Aggregate(Loved, (state, i) => state.Then(new MessagePosted($"x{i}", "x") { By = Otto })).Does(new ReactToMessage(Ada, "e", 3, "👍", true));
        Assert.Equal([3L], Pulse(room)!.Keys);
        var all = room.Chat.Messages.Aggregate(room, (state, message) => state.Then(new MessageReacted(message.Position, "🎉", true) { By = Ada }));
        Assert.Equal(1_000, Pulse(all)!.Count);
        Assert.DoesNotContain(2, Pulse(all)!.Keys);
    }

    [Fact]
    public void A_removed_message_has_no_reactions_and_gets_none_until_it_is_back()
    {
        var removed = Loved.Does(new DeleteMessage(Mona, "x", 2));
        Assert.Null(removed.Message(2, Otto).Reactions);
        Assert.Null(removed.Message(2, Otto).Mine);
        Assert.Null(Pulse(removed));
        Assert.Equal("not-found", removed.Refuses(new ReactToMessage(Ada, "e", 2, "👍", true)));
        var restore = new RestoreMessage(Mona, "y", 2);
        Assert.Equal([new Total(Counted.Message, 2)], removed.Decides(restore).Events.Single().Moves(removed));
        Assert.Equal(2, removed.Does(restore).Message(2, Otto).Reactions!["👍"]);
    }

    [Fact]
    public void Six_emoji_and_no_other()
    {
        Assert.Equal(6, Emoji.All.Distinct().Count());
        Assert.All(Emoji.All, emoji => Assert.NotNull(new ReactToMessage(Otto, "c", 2, emoji, true).Checked()));
        Assert.All(["", "👎", "👍👍", "x", null!], emoji => Assert.Equal(("invalid", "emoji"), Refused.With(() => { new ReactToMessage(Otto, "c", 2, emoji, true).Checked(); }) is var refused ? (refused.Code, refused.Field) : default));
    }

    [Fact]
    public void One_reacts_to_a_message_while_the_room_is_open()
    {
        Assert.All([0, 1, 5], id => Assert.Equal("not-found", Live.Refuses(new ReactToMessage(Otto, "c", id, "👍", true))));
        Assert.Equal("not-live", Live.Then(new StatusChanged(WebinarStatus.Ended, 4)).Refuses(new ReactToMessage(Otto, "c", 2, "👍", true)));
    }

    private static IReadOnlyDictionary<long, IReadOnlyDictionary<string, int>>? Pulse(Room room) => new Pulse(0, 0).With(room, [.. room.Totals()], Viewer.Anybody).Messages;
}
