using System.Text.Json;
using Webinars.Hubs;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.LoadShedding;
using Webinars.Rooms.Questions;
using static Webinars.Web.Tests.PumpedRoom;

namespace Webinars.Web.Tests;

/// <summary>What a room does less of when it is too busy, as its browsers see it; and what it never does less of.</summary>
public sealed class LoadSheddingTests
{
    [Fact]
    public async Task A_room_says_every_step_up_and_down()
    {
        using var room = await PumpedRoom.Open();
        var ada = room.Join(Ada);
        await ada.Pulse(pulse => pulse.GetProperty("viewers").GetInt32() == 1);
        room.Busy = 1;
        await ada.Pulse(pulse => Load(pulse) == "readOnly", 250);
        room.Busy = 0;
        await ada.Pulse(pulse => Load(pulse) == "normal", 250);
        Assert.Equal(
            ["slowCounts", "paced", "sampledReactions", "sampledChat", "readOnly", "sampledChat", "sampledReactions", "paced", "slowCounts", "normal"],
            ada.Heard("Pulse").Select(pulse => Load(pulse.Argument)).OfType<string>());
    }

    [Fact]
    public async Task Who_comes_is_told_unless_it_is_normal()
    {
        using var room = await PumpedRoom.Open();
        var ada = room.Join(Ada);
        Assert.Null(ada.Member.Resume(null, null).Snapshot!.Load);
        Assert.Null(room.Pump.Totals(ada.Member.Viewer, all: false).Load);
        await room.Reach(Rooms.Load.Paced);
        Assert.Equal(Rooms.Load.Paced, ada.Member.Resume(null, null).Snapshot!.Load);
        Assert.Equal(Rooms.Load.Paced, room.Pump.Totals(ada.Member.Viewer, all: false).Load);
    }

    [Fact]
    public async Task Who_resumes_when_it_is_over_is_told_so()
    {
        using var room = await PumpedRoom.Open();
        Assert.Equal(Rooms.Load.Normal, room.Pump.Totals(room.Join(Bob).Member.Viewer, all: true).Load);
    }

    [Fact]
    public async Task An_operator_may_switch_it_off()
    {
        using var room = await PumpedRoom.Open(new LoadThresholds { SlowCounts = 0 });
        var ada = room.Join(Ada);
        room.Busy = 1;
        var until = room.Time.GetUtcNow().AddSeconds(30);
        await room.Until(() => room.Time.GetUtcNow() > until, 250);
        Assert.Equal(Rooms.Load.Normal, room.Room.Load);
        Assert.DoesNotContain(ada.Heard("Pulse"), pulse => Load(pulse.Argument) is not null);
    }

    [Theory]
    [InlineData(Rooms.Load.Normal, 1, 2)]
    [InlineData(Rooms.Load.SlowCounts, 5, 6)]
    public async Task How_many_are_here_is_told_less_often(Load step, int atLeast, int atMost)
    {
        using var room = await PumpedRoom.Open();
        var ada = room.Join(Ada);
        await room.Reach(step);
        room.Join(Bob);
        var second = await ada.Pulse(pulse => pulse.GetProperty("viewers").GetInt32() == 2);
        room.Join(Cy);
        var third = await ada.Pulse(pulse => pulse.GetProperty("viewers").GetInt32() == 3);
        Assert.InRange((third.At - second.At).TotalSeconds, atLeast - 0.1, atMost);
    }

    [Theory]
    [InlineData(Rooms.Load.Normal, 0, 90)]
    [InlineData(Rooms.Load.SlowCounts, 0, 90)]
    [InlineData(Rooms.Load.Paced, 100, 150)]
    public async Task Frames_come_further_apart(Load step, int atLeast, int atMost)
    {
        using var room = await PumpedRoom.Open();
        var ada = room.Join(Ada);
        await room.Reach(step);
        await room.Happen(Said(Ada, "first"));
        await room.Until(() => ada.Texts.Contains("first"), 1);
        var first = room.Time.GetUtcNow();
        await room.Happen(Said(Ada, "second"));
        await room.Until(() => ada.Texts.Contains("second"), 1);
        Assert.InRange((room.Time.GetUtcNow() - first).TotalMilliseconds, atLeast - 2, atMost);
    }

    [Theory]
    [InlineData(Rooms.Load.Normal, 0, 0.5)]
    [InlineData(Rooms.Load.Paced, 0, 0.5)]
    [InlineData(Rooms.Load.SampledReactions, 1, 1.5)]
    public async Task Reactions_are_told_less_often_and_none_is_lost(Load step, double atLeast, double atMost)
    {
        using var room = await PumpedRoom.Open();
        var ada = room.Join(Ada);
        await room.Reach(step);
        room.Room.Reactions.Add(new Dictionary<string, int> { ["👏"] = 1 });
        var first = await ada.Pulse(pulse => Reactions(pulse) > 0);
        room.Room.Reactions.Add(new Dictionary<string, int> { ["👏"] = 2 });
        room.Room.Reactions.Add(new Dictionary<string, int> { ["👏"] = 3 });
        var second = await ada.Pulse(pulse => Reactions(pulse) > 1);
        Assert.Equal(5, Reactions(second.Argument));
        Assert.InRange((second.At - first.At).TotalSeconds, atLeast - 0.1, atMost);
    }

    [Theory]
    [InlineData(Rooms.Load.Paced, 0.9)]
    [InlineData(Rooms.Load.SampledReactions, 4.5)]
    public async Task Reactions_of_one_person_are_taken_less_often(Load step, double every)
    {
        using var room = await PumpedRoom.Open();
        await room.Reach(step);
        room.Room.Take(Bob.Id, Limited.Reaction);
        room.Room.Take(Cy.Id, Limited.Reaction);
        room.Time.Advance(TimeSpan.FromSeconds(every - 0.2));
        Assert.Equal("too-fast", Assert.Throws<RefusedException>(() => room.Room.Take(Bob.Id, Limited.Reaction)).Refusal.Code);
        room.Time.Advance(TimeSpan.FromSeconds(0.2));
        room.Room.Take(Bob.Id, Limited.Reaction);
    }

    [Fact]
    public async Task Attendees_get_a_part_of_the_chat_and_are_told_how_much_was_left_out()
    {
        using var room = await PumpedRoom.Open();
        var (ada, pam, bob, cy) = (room.Join(Ada), room.Join(Pam), room.Join(Bob), room.Join(Cy));
        await room.Reach(Rooms.Load.SampledChat);
        string[] said = [.. Enumerable.Range(0, 198).Select(i => $"from Cy {i}"), "from Bob", "from Pam"];
        await room.Happen([.. said.Select(text => Said(text[^3..] == "Bob" ? Bob : text[^3..] == "Pam" ? Pam : Cy, text))]);
        await room.Until(() => new[] { ada, pam, bob, cy }.All(wire => wire.Frames.Any()));

        Assert.Equal(said, ada.Texts);
        Assert.Equal(said, pam.Texts);
        Assert.Equal((0, 0), (ada.Omitted, pam.Omitted));

        Assert.Contains("from Bob", bob.Texts);
        Assert.Contains("from Pam", bob.Texts);
        Assert.InRange(bob.Texts.Count(text => text.StartsWith("from Cy", StringComparison.Ordinal)), 0, ChatSample.PerSecond);
        Assert.Equal(said.Length, bob.Texts.Count() + bob.Omitted);

        Assert.Equal(said.Except(["from Bob"]), cy.Texts.Except(["from Bob"]));
        Assert.Equal(said.Length, cy.Texts.Count() + cy.Omitted);

        Assert.Equal(1 + said.Length, await room.Logged());
        Assert.Equal(said.Length, bob.Member.Resume(1, room.Room.Epoch).Events!.Count);
    }

    [Fact]
    public async Task Frames_of_which_something_was_left_out_follow_one_another()
    {
        using var room = await PumpedRoom.Open();
        var bob = room.Join(Bob);
        await room.Reach(Rooms.Load.SampledChat);
        for (var i = 0; i < 4; i++)
        {
            await room.Happen([.. Enumerable.Range(0, 100).Select(j => Said(Cy, $"{i} {j}"))]);
            await room.Until(() => bob.Texts.Count() + bob.Omitted == (i + 1) * 100, 1);
        }

        var ends = bob.Frames.Select(frame => frame.GetProperty("to").GetInt64()).ToList();
        Assert.Equal(ends.SkipLast(1).Prepend(1), bob.Frames.Select(frame => frame.GetProperty("from").GetInt64()));
    }

    [Fact]
    public async Task A_frame_of_which_everything_was_left_out_still_says_so()
    {
        using var room = await PumpedRoom.Open();
        var (bob, cy) = (room.Join(Bob), room.Join(Cy));
        var said = Said(Cy, "Hello") with { Position = 2 };
        var frames = new Frames(room.Room.Epoch, 0, [said], room.Room.State.Apply(said), new HashSet<long> { 2 });
        bob.Member.Tell(frames.For(bob.Member, 1)!);
        cy.Member.Tell(frames.For(cy.Member, 1)!);
        var frame = Assert.Single(bob.Frames);
        Assert.Equal((1, 2, 0, 1), (frame.GetProperty("from").GetInt64(), frame.GetProperty("to").GetInt64(), frame.GetProperty("events").GetArrayLength(), frame.GetProperty("omitted").GetInt32()));
        frame = Assert.Single(cy.Frames);
        Assert.Equal((1, false), (frame.GetProperty("events").GetArrayLength(), frame.TryGetProperty("omitted", out _)));
    }

    [Theory]
    [InlineData(Rooms.Load.Normal)]
    [InlineData(Rooms.Load.SampledReactions)]
    public async Task Before_that_step_all_get_all_of_the_chat(Load step)
    {
        using var room = await PumpedRoom.Open();
        var bob = room.Join(Bob);
        await room.Reach(step);
        await room.Happen([.. Enumerable.Range(0, 200).Select(i => Said(Cy, $"{i}"))]);
        await room.Until(() => bob.Frames.Any());
        Assert.Equal((200, 0), (bob.Texts.Count(), bob.Omitted));
    }

    [Fact]
    public async Task A_room_that_can_only_be_read_takes_no_attendees_messages_but_all_else()
    {
        using var room = await PumpedRoom.Open();
        await room.Reach(Rooms.Load.ReadOnly);
        var refused = (await Assert.ThrowsAsync<RefusedException>(() => room.Room.Post(new PostMessage(Bob, "b-1", "Hello", null)))).Refusal;
        Assert.Equal(("read-only", TimeSpan.FromSeconds(10)), (refused.Code, refused.RetryAfter));
        await room.Room.Post(new PostMessage(Pam, "p-1", "Hello", null));
        await room.Room.Post(new PostMessage(Ada, "a-1", "Hello", null));
        await room.Room.Post(new AskQuestion(Bob, "q-1", "Why?", false, 0));
        Assert.Equal(4, await room.Logged());

        room.Busy = 0;
        await room.Until(() => room.Room.Load < Rooms.Load.ReadOnly);
        await room.Room.Post(new PostMessage(Bob, "b-1", "Hello", null));
        Assert.Equal(5, await room.Logged());
    }

    [Fact]
    public async Task Before_that_step_attendees_may_write()
    {
        using var room = await PumpedRoom.Open();
        await room.Reach(Rooms.Load.SampledChat);
        await room.Room.Post(new PostMessage(Bob, "b-1", "Hello", null));
        Assert.Equal(2, await room.Logged());
    }

    private static string? Load(JsonElement pulse) => pulse.TryGetProperty("load", out var load) ? load.GetString() : null;

    private static int Reactions(JsonElement pulse) => pulse.TryGetProperty("reactions", out var reactions) ? reactions.GetProperty("👏").GetInt32() : 0;
}
