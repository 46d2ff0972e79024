using System.Text.Json;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Roles;
using Webinars.Rooms.Questions;
using Webinars.Streaming;
using static Webinars.Web.Tests.PumpedRoom;

namespace Webinars.Web.Tests;

/// <summary>What reaches whom, and when.</summary>
public sealed class PumpTests
{
    /// <summary>More than a room keeps in memory.</summary>
    private const int Flood = 1_500;

    [Fact]
    public async Task After_more_than_can_be_framed_the_next_frame_begins_beyond_what_anybody_holds()
    {
        using var room = await PumpedRoom.Open();
        var ada = room.Join(Ada);
        await room.Happen(Said(Ada, "held"));
        await room.Until(() => ada.Frames.Any());
        var held = ada.Frames.Single().GetProperty("to").GetInt64();

        // The pump rests after a frame; the clock stands still until all of this is in the log.
        await room.Happen([.. Enumerable.Range(0, Flood).Select(i => Said(Ada, $"{i}"))]);
        Assert.True(SpinWait.SpinUntil(() => room.Room.State.Position == held + Flood, TimeSpan.FromSeconds(20)));
        await room.Until(() => room.Pump.Head == held + Flood);
        await room.Happen(Said(Ada, "after"));
        await room.Until(() => ada.Texts.Contains("after"));
        Assert.Equal(held + Flood, ada.Frames.Last().GetProperty("from").GetInt64());
        Assert.Equal(["held", "after"], ada.Texts);
    }

    [Fact]
    public async Task Who_resumed_past_all_that_a_frame_holds_for_them_still_hears_where_it_ends()
    {
        using var room = await PumpedRoom.Open();
        var (bob, cy) = (room.Join(Bob), room.Join(Cy));
        var begin = room.Room.State.Position;
        await room.Happen(Said(Ada, "first"));
        Assert.True(SpinWait.SpinUntil(() => cy.Texts.Contains("first"), TimeSpan.FromSeconds(20)));

        // The clock stands still: the pump rests while all of this happens, and Bob asks in the middle of it.
        await room.Happen(Said(Ada, "second"));
        Assert.True(SpinWait.SpinUntil(() => room.Room.State.Position == begin + 2, TimeSpan.FromSeconds(20)));
        var resumed = bob.Member.Resume(null, null).Position;
        await room.Happen(new StreamChanged(StreamState.Active));
        Assert.True(SpinWait.SpinUntil(() => room.Room.State.Position == begin + 3, TimeSpan.FromSeconds(20)));
        await room.Until(() => cy.Texts.Contains("second") && bob.Frames.Count() == 2);
        Assert.Equal((resumed, resumed + 1, 0), bob.Frames.Last() is var last
            ? (last.GetProperty("from").GetInt64(), last.GetProperty("to").GetInt64(), last.GetProperty("events").GetArrayLength())
            : default);
        Assert.Equal(resumed + 1, room.Pump.Head);
    }

    [Fact]
    public async Task Who_is_banned_is_told_and_closed_in_the_middle_of_a_sentence()
    {
        using var room = await PumpedRoom.Open();
        var (bob, cy) = (room.Join(Bob), room.Join(Cy));
        var otherTab = room.Join(Bob);
        await room.Happen(Said(Cy, "before"), Banned(Bob), Said(Cy, "after"));
        await room.Until(() => bob.IsClosed && otherTab.IsClosed && cy.Texts.Contains("after"));
        Assert.Equal("banned", Assert.Single(bob.Heard("Notice")).Argument.GetProperty("code").GetString());
        Assert.Single(otherTab.Heard("Notice"));
        Assert.False(cy.IsClosed);
        Assert.Empty(cy.Heard("Notice"));
    }

    [Fact]
    public async Task Who_is_banned_may_not_come_back_and_is_not_counted()
    {
        using var room = await PumpedRoom.Open();
        var cy = room.Join(Cy);
        await room.Happen(Banned(Bob), Said(Cy, "after"));
        await room.Until(() => cy.Texts.Contains("after"));
        var bob = room.Join(Bob);
        await room.Until(() => bob.IsClosed);
        Assert.Equal("banned", Assert.Single(bob.Heard("Notice")).Argument.GetProperty("code").GetString());
        Assert.Equal([cy.Member], room.Pump.Members);
        Assert.Equal(1, room.Room.Presence.People);

        await room.Happen(Said(Cy, "later"));
        await room.Until(() => cy.Texts.Contains("later"));
        Assert.Empty(bob.Frames);
    }

    [Fact]
    public async Task A_ban_is_acted_on_though_nothing_could_be_framed()
    {
        using var room = await PumpedRoom.Open();
        var (bob, cy) = (room.Join(Bob), room.Join(Cy));
        await room.Happen([Banned(Bob), .. Enumerable.Range(0, Flood).Select(i => Said(Cy, $"{i}"))]);
        await room.Until(() => bob.IsClosed);
        Assert.False(cy.IsClosed);
    }

    [Fact]
    public async Task Who_is_no_moderator_any_more_sees_nothing_of_theirs_in_that_very_frame()
    {
        using var room = await PumpedRoom.Open();
        var mo = new Actor(Guid.NewGuid(), "Mo", Role.Moderator);
        var (ada, was) = (room.Join(Ada), room.Join(mo));
        await room.Happen(new StreamChanged(StreamState.Connected));
        await room.Until(() => was.Frames.Any() && ada.Frames.Any());

        await room.Happen(new StreamChanged(StreamState.Active), new RoleChanged(mo with { Role = Role.Attendee }) { By = Ada }, new StreamChanged(StreamState.Disconnected));
        await room.Until(() => was.Frames.Count() == 2 && ada.Frames.Count() == 2);
        Assert.Equal(["streamChanged", "roleChanged", "streamChanged"], Types(ada.Frames.Last()));
        Assert.Equal(["roleChanged"], Types(was.Frames.Last()));

        await room.Happen(new StreamChanged(StreamState.Active));
        await room.Until(() => ada.Frames.Count() == 3);
        Assert.Equal(2, was.Frames.Count());
    }

    [Fact]
    public async Task Who_has_become_a_moderator_sees_from_then_on_what_they_see_and_nobody_else_does()
    {
        using var room = await PumpedRoom.Open();
        var (bob, cy) = (room.Join(Bob), room.Join(Cy));
        await room.Happen(new StreamChanged(StreamState.Connected), new RoleChanged(Bob with { Role = Role.Moderator }) { By = Ada });
        await room.Until(() => bob.Frames.Any() && cy.Frames.Any());
        await room.Happen(new StreamChanged(StreamState.Active), Said(Ada, "hello"));
        await room.Until(() => bob.Texts.Any() && cy.Texts.Any());
        Assert.Equal(["streamChanged", "messagePosted"], Types(bob.Frames.Last()));
        Assert.Equal(["messagePosted"], Types(cy.Frames.Last()));
        Assert.True(bob.Member.Resume(null, null).Snapshot!.StreamState is StreamState.Active);
        Assert.Null(cy.Member.Resume(null, null).Snapshot!.StreamState);
    }

    [Fact]
    public async Task Every_frame_begins_where_its_reader_was_left_though_votes_go_to_their_voters_alone()
    {
        using var room = await PumpedRoom.Open();
        var (ada, bob, cy) = (room.Join(Ada), room.Join(Bob), room.Join(Cy));
        await room.Happen(new QuestionAsked("q", "Why?", false) { By = Ada });
        await room.Until(() => cy.Frames.Any());
        await room.Happen(new VoteCast(2, true) { By = Bob });
        await room.Until(() => bob.Frames.Count() == 2);
        await room.Happen(new VoteCast(2, true) { By = Cy });
        await room.Until(() => cy.Frames.Count() == 2);
        await room.Happen(Said(Ada, "hello"));
        await room.Until(() => ada.Texts.Contains("hello") && bob.Texts.Contains("hello") && cy.Texts.Contains("hello"));

        Assert.Equal([(1, 2), (2, 5)], Stretches(ada));
        Assert.Equal([(1, 2), (2, 3), (3, 5)], Stretches(bob));
        Assert.Equal([(1, 2), (2, 4), (4, 5)], Stretches(cy));
    }

    [Fact]
    public async Task Whose_socket_was_stuck_is_told_all_totals_once_it_takes_them()
    {
        using var room = await PumpedRoom.Open();
        var stuck = room.Join(Bob, holds: 1);
        var ada = room.Join(Ada);
        await room.Happen(new QuestionAsked("q", "Why?", false) { By = Ada });
        await room.Until(() => ada.Frames.Any() && !stuck.Member.Takes, 1);
        await room.Happen(new VoteCast(2, true) { By = Cy });
        await ada.Pulse(pulse => Votes(pulse) == 2);
        await stuck.Pulse(pulse => Votes(pulse) == 2);
        Assert.False(stuck.IsClosed);
    }

    [Fact]
    public async Task A_pulse_comes_only_when_a_total_has_moved()
    {
        using var room = await PumpedRoom.Open();
        var ada = room.Join(Ada);
        await ada.Pulse(pulse => pulse.GetProperty("viewers").GetInt32() == 1);
        var until = room.Time.GetUtcNow().AddSeconds(20);
        await room.Until(() => room.Time.GetUtcNow() > until, 250);
        Assert.Single(ada.Heard("Pulse"));
        room.Join(Bob);
        await ada.Pulse(pulse => pulse.GetProperty("viewers").GetInt32() == 2);
        Assert.Equal(2, ada.Heard("Pulse").Count());
    }

    private static int Votes(JsonElement pulse) => pulse.TryGetProperty("votes", out var votes) ? votes.GetProperty("2").GetInt32() : -1;

    private static IEnumerable<string> Types(JsonElement frame) => frame.GetProperty("events").EnumerateArray().Select(RoomClient.Type);

    private static PersonSanctioned Banned(Actor person) => new(new SanctionTerms(SanctionKind.Ban, person, null, false, null, null, false)) { By = Ada };

    private static IEnumerable<(int From, int To)> Stretches(Wire wire) =>
        wire.Frames.Select(frame => (frame.GetProperty("from").GetInt32(), frame.GetProperty("to").GetInt32()));
}
