using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Hands;
using Webinars.Rooms.Moderation;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>Raised hands: a queue for moderators, one's own for everybody else.</summary>
public class HandTests
{
    private static readonly Actor Host = new(Guid.NewGuid(), "Hanna", Role.Owner);
    private static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);
    private static readonly Actor Otto = new(Guid.NewGuid(), "Otto", Role.Attendee);
    private static readonly Room Live = Story.Fold(new StatusChanged(WebinarStatus.Live, 3) { By = Host });
    private static readonly Room Raised = Live.Does(Raise(Otto)).Does(Raise(Ada), 5);

    [Fact]
    public void The_queue_is_in_the_order_of_raising() =>
        Assert.Equal([new RaisedHand(Otto, House.Noon), new RaisedHand(Ada, House.Noon.AddSeconds(5))], Raised.SeenBy(Host).Hands);

    [Fact]
    public void Others_see_their_own_hand_only()
    {
        Assert.Equal(Ada, Assert.Single(Raised.SeenBy(Ada).Hands).Person);
        Assert.Empty(Raised.SeenBy(new Actor(Guid.NewGuid(), "Cleo", Role.Panelist)).Hands);
        foreach (var happened in new LiveEvent[] { new HandRaised(Ada) { By = Ada }, new HandLowered(Ada) { By = Host } })
        {
            Assert.All([Host, Ada], viewer => Assert.NotNull(Raised.Shows(happened, viewer)));
            Assert.Null(Raised.Shows(happened, Otto));
            Assert.Equal([Ada.Id], happened.Concerns(Raised));
        }
    }

    [Fact]
    public void A_hand_is_up_or_down_never_twice()
    {
        Assert.Empty(Raised.Decides(Raise(Ada)).Events);
        Assert.Empty(Live.Decides(Raise(Ada, false)).Events);
        var lowered = Raised.Does(Raise(Otto, false));
        Assert.Equal(Ada, Assert.Single(lowered.SeenBy(Host).Hands).Person);
        Assert.Equal([Ada, Otto], lowered.Does(Raise(Otto)).SeenBy(Host).Hands.Select(hand => hand.Person));
    }

    [Fact]
    public void A_moderator_lowers_a_hand_and_an_attendee_may_not()
    {
        var lowered = Raised.Does(new LowerHand(Host, "c", Ada.Id));
        Assert.Equal(Otto, Assert.Single(lowered.SeenBy(Host).Hands).Person);
        Assert.Empty(lowered.SeenBy(Ada).Hands);
        Assert.Equal("not-allowed", Raised.Refuses(new LowerHand(Otto, "c", Ada.Id)));
        Assert.Equal("not-found", lowered.Refuses(new LowerHand(Host, "d", Ada.Id)));
    }

    [Fact]
    public void Where_hands_are_off_one_may_only_lower_ones_own()
    {
        var off = Raised with { Settings = RoomSettings.Default with { Hands = false } };
        Assert.Equal("not-allowed", off.Refuses(Raise(new Actor(Guid.NewGuid(), "Cleo", Role.Attendee))));
        Assert.Empty(off.Does(Raise(Ada, false)).SeenBy(Ada).Hands);
    }

    [Fact]
    public void A_hand_goes_up_only_while_the_room_is_open()
    {
        Assert.Equal("not-live", Live.Then(new StatusChanged(WebinarStatus.Ended, 4)).Refuses(Raise(Ada)));
        Assert.Equal("not-live", Story.Fold(new StatusChanged(WebinarStatus.Draft, 1)).Refuses(Raise(Ada)));
        Assert.Null(Story.Fold(new StatusChanged(WebinarStatus.Scheduled, 2)).Refuses(Raise(Ada)));
    }

    [Theory]
    [InlineData(WebinarStatus.Ended, 0)]
    [InlineData(WebinarStatus.Cancelled, 0)]
    [InlineData(WebinarStatus.Interrupted, 2)]
    public void The_end_lowers_all_hands_an_interruption_does_not(WebinarStatus status, int hands) =>
        Assert.Equal(hands, Raised.Then(new StatusChanged(status, 4)).SeenBy(Host).Hands.Count);

    [Fact]
    public void Who_was_made_panelist_keeps_the_hand_until_it_is_lowered()
    {
        var promoted = Raised with { Roles = Raised.Roles.Add(Ada.Id, Role.Panelist) };
        Assert.Single(promoted.SeenBy(Ada).Hands);
        var lowered = (HandLowered)promoted.Decides(new LowerHand(Host, "c", Ada.Id)).Events.Single();
        Assert.Equal(Ada with { Role = Role.Panelist }, lowered.Person);
        Assert.Empty(promoted.Apply(lowered).SeenBy(Ada).Hands);
    }

    [Fact]
    public void Every_event_of_a_hand_is_read_as_it_was_written()
    {
        foreach (var happened in new RoomEvent[] { new HandRaised(Ada) { By = Ada, At = House.Noon }, new HandLowered(Ada) { By = Host, At = House.Noon } })
        {
            Assert.Equal(happened with { Position = 9 }, RoomEventJson.Read(new(9, RoomEventJson.Write(happened))));
        }
    }

    private static RaiseHand Raise(Actor by, bool on = true) => new(by, "c", on);
}
