using System.Text.Json;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Polls;
using static Webinars.Core.Tests.PollRoom;

namespace Webinars.Core.Tests;

/// <summary>Who sees what of a poll, and when.</summary>
public class PollVisibilityTests
{
    private static readonly Actor Moderator = new(Guid.NewGuid(), "Mo", Role.Moderator);
    private static readonly Actor Panelist = new(Guid.NewGuid(), "Pia", Role.Panelist);

    [Fact]
    public void A_draft_is_for_moderators_alone()
    {
        var room = Drafted().Does(Edit());
        Assert.All([Host, Moderator], viewer => Assert.NotNull(room.PollOf(viewer)));
        Assert.All([Ada, Panelist], viewer => Assert.Null(room.PollOf(viewer)));
        Assert.All([new PollDrafted(Draft().Draft) { Position = Id }, new PollEdited(Id, Edit().Draft), (RoomEvent)new PollDiscarded(Id)], happened =>
        {
            Assert.All([Ada, Panelist], viewer => Assert.Null(room.Shows(happened, viewer)));
            Assert.All([Host, Moderator], viewer => Assert.NotNull(room.Shows(happened, viewer)));
        });
    }

    [Fact]
    public void An_event_carries_the_poll_as_it_is_now_and_nothing_that_differs_from_one_to_another()
    {
        var room = Opened().Does(Vote(Ada, 0));
        var shown = room.Shows(new PollDrafted(Draft().Draft) { Position = Id, By = Host }, Moderator)!;
        Assert.Equal((null, PollState.Open, "Tea or coffee?"), (shown.Draft, shown.Poll!.State, shown.Poll.Question));
        foreach (var poll in new[] { shown.Poll, room.Shows(new PollOpened(Id), Ada)!.Poll!, room.Shows(new PollClosed(Id), Ada)!.Poll!, room.Shows(new PollPublished(Id), Host)!.Poll! })
        {
            Assert.Equal((PollState.Open, null, null), (poll.State, poll.Results, poll.Mine));
        }
    }

    [Fact]
    public void On_the_wire_an_event_has_the_shape_of_the_protocol()
    {
        var room = Opened();
        var json = JsonDocument.Parse(RoomEventJson.Write(room.Shows(new PollDrafted(Draft().Draft) { Position = Id, By = Host }, Moderator)!)).RootElement;
        Assert.Equal(["type", "position", "at", "by", "poll", "pollId"], json.EnumerateObject().Select(one => one.Name));
        Assert.Equal(
            ["id", "at", "question", "options", "multiple", "hideResults", "state"], json.GetProperty("poll").EnumerateObject().Select(one => one.Name));
        Assert.Equal("open", json.GetProperty("poll").GetProperty("state").GetString());
    }

    [Fact]
    public void Of_a_discarded_draft_nothing_is_said_any_more()
    {
        var room = Drafted().Does(new DiscardPoll(Host, "c", Id));
        var shown = room.Shows(new PollDrafted(Draft().Draft) { Position = Id }, Moderator)!;
        Assert.Equal((null, null), (shown.Draft, shown.Poll));
    }

    [Fact]
    public void Only_who_voted_sees_what_they_chose()
    {
        var voted = new PollVoted(Id, [0]) { By = Ada };
        Assert.NotNull(Opened().Shows(voted, Ada));
        Assert.All([Host, Moderator, Otto], viewer => Assert.Null(Opened().Shows(voted, viewer)));
        Assert.Equal([Ada.Id], voted.Concerns(Opened()));
        var room = Opened().Does(Vote(Ada, 0));
        Assert.All([Host, Moderator, Otto], viewer => Assert.Null(room.PollOf(viewer)!.Mine));
    }

    [Fact]
    public void Results_that_are_not_hidden_are_everybodys_from_the_opening_on()
    {
        Assert.Equal("0 0 0 of 0", Opened().PollOf(Otto)!.Results.Text());
        Assert.Equal("1 0 0 of 1", Opened().Does(Vote(Ada, 0)).PollOf(Otto)!.Results.Text());
    }

    [Fact]
    public void Hidden_results_are_for_moderators_and_those_who_voted()
    {
        var room = Opened(hideResults: true).Does(Vote(Ada, 0));
        Assert.All([Host, Moderator, Ada], viewer => Assert.Equal("1 0 0 of 1", room.PollOf(viewer)!.Results.Text()));
        Assert.All([Otto, Panelist], viewer => Assert.Null(room.PollOf(viewer)!.Results));
        Assert.Null(room.Does(Vote(Ada)).PollOf(Ada)!.Results);
    }

    [Fact]
    public void Closing_alone_does_not_show_hidden_results_publishing_does()
    {
        var closed = Opened(hideResults: true).Does(Vote(Ada, 0)).Does(Move(PollState.Closed));
        Assert.Equal(("1 0 0 of 1", null), (closed.PollOf(Ada)!.Results.Text(), closed.PollOf(Otto)!.Results.Text()));
        Assert.Equal("1 0 0 of 1", closed.Does(Move(PollState.Published)).PollOf(Otto)!.Results.Text());
    }

    [Fact]
    public void A_pulse_shows_each_what_they_may_see_when_a_vote_moves_it()
    {
        var before = Opened(hideResults: true);
        var voted = before.Decides(Vote(Ada, 0)).Events.Single();
        var room = before.Apply(voted);
        Assert.Equal("1 0 0 of 1", Pulsed(room, voted, Ada));
        Assert.Equal("1 0 0 of 1", Pulsed(room, voted, Host));
        Assert.Null(Pulsed(room, voted, Otto));
        Assert.Null(new Pulse(0, 0).With(room, [.. voted.Moves(room)], room.Eyes(Otto)).Polls);
    }

    [Fact]
    public void Opening_and_publishing_move_the_total_for_everybody()
    {
        var opens = Drafted().Decides(Move(PollState.Open)).Events.Single();
        Assert.Equal("0 0 0 of 0", Pulsed(Drafted().Apply(opens), opens, Otto));
        var closed = Opened(hideResults: true).Does(Vote(Ada, 0)).Does(Move(PollState.Closed));
        var publishes = closed.Decides(Move(PollState.Published)).Events.Single();
        Assert.Equal("1 0 0 of 1", Pulsed(closed.Apply(publishes), publishes, Otto));
    }

    [Fact]
    public void All_totals_of_a_room_do_not_give_a_draft_away()
    {
        Assert.Contains(new Total(Counted.Poll, Id), Drafted().Totals());
        Assert.Null(new Pulse(0, 0).With(Drafted(), [.. Drafted().Totals()], Drafted().Eyes(Ada)).Polls);
        Assert.NotNull(new Pulse(0, 0).With(Drafted(), [.. Drafted().Totals()], Viewer.Moderator).Polls);
    }

    [Fact]
    public void Those_who_see_the_same_totals_share_a_message_and_those_who_do_not_do_not()
    {
        var hidden = Opened(hideResults: true).Does(Vote(Ada, 0));
        Assert.NotEqual(hidden.TotalsSeenBy(hidden.Eyes(Ada)), hidden.TotalsSeenBy(hidden.Eyes(Otto)));
        Assert.NotEqual(hidden.TotalsSeenBy(hidden.Eyes(Ada)), hidden.TotalsSeenBy(hidden.Eyes(Host)));
        Assert.Equal(hidden.TotalsSeenBy(hidden.Eyes(Host)), hidden.TotalsSeenBy(hidden.Eyes(Moderator)));
        Assert.Equal(hidden.TotalsSeenBy(hidden.Eyes(Panelist)), hidden.TotalsSeenBy(hidden.Eyes(Otto)));
        var both = hidden.Does(Vote(Otto, 1));
        Assert.Equal(both.TotalsSeenBy(both.Eyes(Ada)), both.TotalsSeenBy(both.Eyes(Otto)));
        var published = hidden.Does(Move(PollState.Closed)).Does(Move(PollState.Published));
        Assert.Equal(published.TotalsSeenBy(published.Eyes(Ada)), published.TotalsSeenBy(Viewer.Anybody));
        var open = Opened().Does(Vote(Ada, 0));
        Assert.Equal(open.TotalsSeenBy(open.Eyes(Ada)), open.TotalsSeenBy(Viewer.Anybody));
    }

    private static string? Pulsed(Room room, LiveEvent happened, Actor viewer) =>
        new Pulse(0, 0).With(room, [.. happened.Moves(room)], room.Eyes(viewer)).Polls?.GetValueOrDefault(Id).Text();
}
