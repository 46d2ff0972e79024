using System.Text.Json;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Questions;

namespace Webinars.Core.Tests;

/// <summary>Many who come at once are sent the same bytes; and nobody another's own.</summary>
public class SharedSnapshotTests
{
    private static readonly Actor Stranger = new(Guid.NewGuid(), "Sol Stranger", Role.Attendee);
    private readonly House _house = new();

    [Theory]
    [InlineData(Role.Attendee)]
    [InlineData(Role.Panelist)]
    [InlineData(Role.Moderator)]
    public async Task What_is_shared_is_what_each_would_have_been_sent_alone(Role role)
    {
        var room = await Busy();
        var actor = Stranger with { Role = role };
        room.Presence.Join(actor);
        foreach (var load in new[] { Load.Normal, Load.SampledChat })
        {
            room.Load = load;
            var alone = Snapshot.Of(room.State, room.State.EyesOf(actor), 1) with { Load = load is Load.Normal ? null : load };
            Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(alone, RoomEventJson.Options), Sent(room, actor)));
        }
    }

    [Fact]
    public async Task Strangers_share_one_and_moderators_have_their_own()
    {
        var room = await Busy();
        var first = ResumeRoom.Run(room, Stranger, null, null).Snapshot!.Shared;
        Assert.NotNull(first);
        Assert.Same(first, ResumeRoom.Run(room, Stranger with { Id = Guid.NewGuid() }, null, null).Snapshot!.Shared);
        Assert.Null(ResumeRoom.Run(room, Stranger with { Role = Role.Moderator }, null, null).Snapshot!.Shared);
    }

    [Fact]
    public async Task Whose_own_is_in_it_gets_their_own()
    {
        var room = await Busy();
        var question = Sent(room, _house.GuestActor).GetProperty("questions")[0];
        Assert.Equal((true, _house.Guest.Id), (question.GetProperty("mine").GetBoolean(), question.GetProperty("by").GetProperty("id").GetGuid()));
        Assert.Null(ResumeRoom.Run(room, _house.GuestActor, null, null).Snapshot!.Shared);

        question = Sent(room, Stranger).GetProperty("questions")[0];
        Assert.False(question.GetProperty("mine").GetBoolean());
        Assert.False(question.TryGetProperty("by", out _));
    }

    [Fact]
    public async Task Who_was_a_stranger_is_none_after_their_first_vote()
    {
        var room = await Busy();
        Assert.False(Sent(room, Stranger).GetProperty("questions")[0].GetProperty("mine").GetBoolean());
        await room.Post(new Vote(Stranger, "v", room.State.Questions.All.Keys.First(), true));
        Assert.True(Sent(room, Stranger).GetProperty("questions")[0].GetProperty("mine").GetBoolean());
    }

    [Fact]
    public async Task It_grows_old_with_the_next_event()
    {
        var room = await Busy();
        Sent(room, Stranger);
        await room.Post(new PostMessage(_house.HostActor, "new", "News", null));
        Assert.Equal("News", Sent(room, Stranger).GetProperty("messages").EnumerateArray().Last().GetProperty("text").GetString());
    }

    [Fact]
    public async Task How_many_are_here_is_always_counted_anew()
    {
        var room = await Busy();
        Assert.Equal(0, Sent(room, Stranger).GetProperty("viewers").GetInt32());
        room.Presence.Join(Stranger);
        Assert.Equal(1, Sent(room, Stranger).GetProperty("viewers").GetInt32());
    }

    [Fact]
    public async Task What_was_missed_is_shared_by_all_whom_nothing_of_it_concerns()
    {
        var room = await Busy();
        var (someone, host) = (Stranger with { Id = Guid.NewGuid() }, _house.HostActor);
        var first = ResumeRoom.Run(room, Stranger, 1, room.Epoch).SharedEvents;
        Assert.NotNull(first);
        Assert.Same(first, ResumeRoom.Run(room, someone, 1, room.Epoch).SharedEvents);
        Assert.Null(ResumeRoom.Run(room, _house.GuestActor, 1, room.Epoch).SharedEvents);
        Assert.Null(ResumeRoom.Run(room, Stranger with { Role = Role.Moderator }, 1, room.Epoch).SharedEvents);
        Assert.NotSame(first, ResumeRoom.Run(room, Stranger, 2, room.Epoch).SharedEvents);
        foreach (var actor in new[] { Stranger, _house.GuestActor, host })
        {
            var resumed = ResumeRoom.Run(room, actor, 1, room.Epoch);
            Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(resumed, RoomEventJson.Options), Whole(resumed)));
        }

        await room.Post(new PostMessage(host, "new", "News", null));
        Assert.Equal("News", Whole(ResumeRoom.Run(room, someone, 1, room.Epoch)).GetProperty("events").EnumerateArray().Last().GetProperty("text").GetString());
    }

    private static JsonElement Sent(LiveRoom room, Actor to) => Whole(ResumeRoom.Run(room, to, null, null)).GetProperty("snapshot");

    /// <summary>As its browser gets it.</summary>
    private static JsonElement Whole(Resumption resumed)
    {
        var (own, shared) = resumed.ToJson();
        return JsonElement.Parse([.. own, .. shared.Span, (byte)'}']);
    }

    /// <summary>With a message, and an anonymous question of the guest.</summary>
    private async Task<LiveRoom> Busy()
    {
        var room = await _house.Rooms.Open((await _house.Scheduled()).Id);
        await room.Post(new AskQuestion(_house.GuestActor, "q", "Who asks?", true, 0));
        await room.Post(new PostMessage(_house.HostActor, "m", "Hello \"you\"", null));
        return room;
    }
}
