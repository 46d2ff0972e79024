using Webinars.Log;
using Webinars.Rooms;
using Webinars.Rooms.Polls;
using Webinars.Scheduling;
using static Webinars.Core.Tests.PollRoom;

namespace Webinars.Core.Tests;

/// <summary>The life of a poll: draft → open → closed → published.</summary>
public class PollTests
{
    [Fact]
    public void A_drafted_poll_has_the_id_of_its_position_and_asks_what_was_written()
    {
        var poll = Live.Does(Draft("Tea\tor coffee? ", true, true, "Tea ", "\u200BCoffee").Checked()).Polls.Find(Id)!;
        Assert.Equal((Id, House.Noon, PollState.Draft, "Tea or coffee?", true, true), (poll.Id, poll.At, poll.State, poll.Asked.Question, poll.Asked.Multiple, poll.Asked.HideResults));
        Assert.Equal(["Tea", "Coffee"], poll.Asked.Options);
    }

    [Theory]
    [InlineData(PollState.Draft, PollState.Open, null)]
    [InlineData(PollState.Draft, PollState.Closed, "wrong-state")]
    [InlineData(PollState.Draft, PollState.Published, "wrong-state")]
    [InlineData(PollState.Open, PollState.Draft, "wrong-state")]
    [InlineData(PollState.Open, PollState.Closed, null)]
    [InlineData(PollState.Open, PollState.Published, "wrong-state")]
    [InlineData(PollState.Closed, PollState.Open, null)]
    [InlineData(PollState.Closed, PollState.Draft, "wrong-state")]
    [InlineData(PollState.Closed, PollState.Published, null)]
    [InlineData(PollState.Published, PollState.Open, "wrong-state")]
    [InlineData(PollState.Published, PollState.Closed, "wrong-state")]
    public void A_poll_goes_one_step_at_a_time_and_only_a_closed_one_goes_back(PollState from, PollState to, string? refusal)
    {
        var room = In(from);
        Assert.Equal(refusal, room.Refuses(Move(to)));
        if (refusal is null)
        {
            Assert.Equal(to, room.Does(Move(to)).Polls.Find(Id)!.State);
        }
    }

    [Theory]
    [InlineData(PollState.Open)]
    [InlineData(PollState.Closed)]
    [InlineData(PollState.Published)]
    public void What_a_second_moderator_asks_for_at_the_same_moment_is_so_already(PollState state)
    {
        var decision = In(state).Decides(Move(state));
        Assert.Null(decision.Refusal);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_reopened_poll_keeps_its_votes()
    {
        var room = Opened().Does(Vote(Ada, 1)).Does(Move(PollState.Closed)).Does(Move(PollState.Open)).Does(Vote(Otto, 1));
        Assert.Equal("0 2 0 of 2", room.PollOf(Ada)!.Results.Text());
    }

    [Fact]
    public void An_edited_draft_asks_anew()
    {
        var poll = Drafted().Does(Edit()).PollOf(Host)!;
        Assert.Equal((Id, "Which one?", true, PollState.Draft, "0 0 of 0"), (poll.Id, poll.Question, poll.HideResults, poll.State, poll.Results.Text()));
        Assert.Equal(["This", "That"], poll.Options);
    }

    [Theory]
    [InlineData(PollState.Open)]
    [InlineData(PollState.Closed)]
    [InlineData(PollState.Published)]
    public void What_people_have_seen_is_neither_edited_nor_discarded(PollState state)
    {
        Assert.Equal("wrong-state", In(state).Refuses(Edit()));
        Assert.Equal("wrong-state", In(state).Refuses(new DiscardPoll(Host, "c", Id)));
    }

    [Fact]
    public void A_discarded_draft_is_gone()
    {
        var room = Drafted().Does(new DiscardPoll(Host, "c", Id));
        Assert.Empty(room.Polls.All);
        Assert.Equal("not-found", room.Refuses(Move(PollState.Open)));
        Assert.Equal("not-found", room.Refuses(Edit()));
        Assert.Equal("not-found", room.Refuses(new DiscardPoll(Host, "d", Id)));
    }

    [Fact]
    public void An_attendee_may_not_run_polls()
    {
        var room = Drafted();
        foreach (var action in new RoomAction[] { Draft() with { By = Ada }, Edit(Ada), new DiscardPoll(Ada, "c", Id), Move(PollState.Open, Ada) })
        {
            Assert.Equal("not-allowed", room.Refuses(action));
        }
    }

    [Fact]
    public void What_is_no_poll_is_not_found()
    {
        foreach (var id in new long[] { 0, 1, 3, -1, long.MaxValue })
        {
            Assert.Equal("not-found", Drafted().Refuses(Edit(poll: id)));
            Assert.Equal("not-found", Drafted().Refuses(Move(PollState.Open, poll: id)));
            Assert.Equal("not-found", Drafted().Refuses(new DiscardPoll(Host, "c", id)));
            Assert.Equal("not-found", Opened().Refuses(new VotePoll(Ada, "c", id, [0])));
        }
    }

    [Fact]
    public void A_poll_does_not_open_after_the_webinar_but_may_be_closed_and_published_then()
    {
        var ended = new StatusChanged(WebinarStatus.Ended, 4);
        Assert.Equal("wrong-state", Drafted().Then(ended).Refuses(Move(PollState.Open)));
        Assert.Equal(PollState.Published, Opened().Then(ended).Does(Move(PollState.Closed)).Does(Move(PollState.Published)).Polls.Find(Id)!.State);
    }

    [Theory]
    [InlineData("too-short", "??", "a", "b")]
    [InlineData("invalid", "Why?", "a")]
    [InlineData("invalid", "Why?", "a", "a ")]
    [InlineData("invalid", "Why?", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")]
    [InlineData("too-short", "Why?", "a", "\u200B")]
    [InlineData("too-short", "Why?", "a", null)]
    [InlineData("bad-text", "Why?", "a", "\0")]
    [InlineData("bad-text", "Wh\0y?", "a", "b")]
    public void A_poll_that_asks_nothing_is_refused(string code, string question, params string?[] options)
    {
        Assert.Equal(code, Refused.With(() => { Draft(question, options: options!).Checked(); }).Code);
        Assert.Equal(code, Refused.With(() => { (Edit() with { Draft = new PollDraft(question, options!, false, false) }).Checked(); }).Code);
    }

    [Fact]
    public void A_poll_has_its_lengths()
    {
        Assert.Equal("too-long", Refused.With(() => { Draft(new string('x', 301)).Checked(); }).Code);
        Assert.Equal("too-long", Refused.With(() => { Draft(options: ["a", new string('x', 201)]).Checked(); }).Code);
        Assert.Equal("invalid", Refused.With(() => { new DraftPoll(Host, "c", new PollDraft("Why?", null!, false, false)).Checked(); }).Code);
        Assert.NotNull(Draft(new string('x', 300), options: ["1", "2", "3", "4", "5", "6", "7", "8", "9", new string('x', 200)]).Checked());
    }

    [Fact]
    public void Every_event_of_a_poll_is_read_as_it_was_written()
    {
        foreach (var happened in new RoomEvent[]
        {
            new PollDrafted(Draft().Draft) { Position = 9, At = House.Noon, By = Host }, new PollEdited(2, Edit().Draft), new PollDiscarded(2),
            new PollOpened(2), new PollClosed(2), new PollPublished(2), new PollVoted(2, [0, 2]) { By = Ada },
        })
        {
            var written = RoomEventJson.Write(happened);
            var read = RoomEventJson.Read(new(happened.Position, written));
            Assert.Equal((happened.GetType(), written), (read.GetType(), RoomEventJson.Write(read)));
        }
    }

    private static Room In(PollState state) => state switch
    {
        PollState.Draft => Drafted(),
        PollState.Open => Opened(),
        PollState.Closed => Opened().Does(Move(PollState.Closed)),
        _ => In(PollState.Closed).Does(Move(PollState.Published)),
    };
}
