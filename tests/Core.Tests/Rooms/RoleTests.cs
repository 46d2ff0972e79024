using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>Roles are given in the room, count at once, and count outside it too.</summary>
public class RoleTests
{
    private static readonly Actor Owner = new(Guid.NewGuid(), "Hanna", Role.Owner);
    private static readonly Actor Host = new(Guid.NewGuid(), "Henri", Role.Host);
    private static readonly Actor Moderator = new(Guid.NewGuid(), "Mona", Role.Moderator);
    private static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);

    private static readonly Room Room = Story.Fold(
        new StatusChanged(WebinarStatus.Draft, 1) { By = Owner },
        new StatusChanged(WebinarStatus.Scheduled, 2) { By = Host },
        new RoleChanged(Host) { By = Owner },
        new RoleChanged(Moderator) { By = Owner });

    private readonly House _house = new();

    [Fact]
    public void A_new_role_is_told_to_everybody_with_the_name()
    {
        var changed = Assert.IsType<RoleChanged>(Assert.Single(Room.Decides(Give(Owner, Ada, Role.Panelist)).Events));
        Assert.Equal((Ada with { Role = Role.Panelist }, Owner), (changed.Person, changed.By));
        Assert.All([Owner, Moderator, Ada, new Actor(Guid.NewGuid(), "Otto", Role.Attendee)], viewer => Assert.Equal(changed, Room.Shows(changed, viewer)));
    }

    [Fact]
    public void A_role_counts_from_its_event_on_and_may_be_taken_back()
    {
        var promoted = Room.Does(Give(Owner, Ada, Role.Moderator));
        Assert.True(promoted.EyesOf(Ada).Moderates);
        var demoted = promoted.Does(Give(Owner, Ada, Role.Attendee));
        Assert.False(demoted.EyesOf(Ada with { Role = Role.Moderator }).Moderates);
        Assert.False(Room.EyesOf(Ada).Moderates);
    }

    [Theory]
    [InlineData(Role.Attendee, null)]
    [InlineData(Role.Panelist, null)]
    [InlineData(Role.Moderator, null)]
    [InlineData(Role.Host, "not-allowed")]
    [InlineData(Role.Owner, "not-allowed")]
    public void A_host_gives_roles_below_their_own(Role role, string? refused) =>
        Assert.Equal(refused, Room.Does(Give(Owner, Ada, Role.Panelist)).Refuses(Give(Host, Ada, role)));

    [Theory]
    [InlineData(Role.Host, null)]
    [InlineData(Role.Owner, "not-allowed")]
    public void The_owner_makes_hosts_and_nobody_makes_an_owner(Role role, string? refused) => Assert.Equal(refused, Room.Refuses(Give(Owner, Ada, role)));

    [Fact]
    public void Only_the_owner_unmakes_a_host()
    {
        var other = Ada with { Role = Role.Host };
        var room = Room.Does(Give(Owner, Ada, Role.Host));
        Assert.Equal("not-allowed", room.Refuses(Give(Host, other, Role.Attendee)));
        Assert.Equal("not-allowed", room.Refuses(Give(Host, Host, Role.Attendee)));
        Assert.Null(room.Refuses(Give(Owner, other, Role.Attendee)));
    }

    [Fact]
    public void Nobody_touches_the_owner()
    {
        Assert.Equal("not-allowed", Room.Refuses(Give(Host, Owner, Role.Attendee)));
        Assert.Equal("not-allowed", Room.Refuses(Give(Owner, Owner, Role.Attendee)));
    }

    [Fact]
    public void Who_is_no_host_gives_no_roles() =>
        Assert.All([Ada, Ada with { Role = Role.Panelist }, Moderator], by => Assert.Equal("not-allowed", Room.Refuses(Give(by, Ada, Role.Panelist))));

    [Fact]
    public void Somebody_of_whom_nobody_knows_gets_no_role() =>
        Assert.Equal("not-found", Room.Refuses(new AssignRole(Owner, "c", Guid.NewGuid(), Role.Panelist, null)));

    [Fact]
    public void The_role_that_one_has_is_nothing_new()
    {
        Assert.Empty(Room.Does(Give(Owner, Ada, Role.Panelist)).Decides(Give(Owner, Ada, Role.Panelist)).Events);
        Assert.Empty(Room.Decides(Give(Owner, Ada, Role.Attendee)).Events);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void A_role_that_there_is_not_is_refused(int role) => Assert.Equal("invalid", Refused.With(() => Give(Owner, Ada, (Role)role).Checked()).Code);

    [Fact]
    public async Task A_host_leads_the_webinar_under_their_own_name_and_role()
    {
        var webinar = await _house.Scheduled();
        await _house.Gives(webinar, _house.Guest, Role.Host);
        await _house.Provision.Run(webinar.Id, _house.Guest, default);
        await _house.Edit.Run(webinar.Id, new WebinarChange("Better", null, null, null, null), null, _house.Guest, default);
        await _house.GoLive.Run(webinar.Id, _house.Guest, default);
        await _house.GoLive.TakeBack(webinar.Id, _house.Guest, default);
        await _house.Cancel.Run(webinar.Id, _house.Guest, default);
        await _house.Publish.Run(webinar.Id, _house.Guest, default);
        await _house.Hears(webinar, Webinars.Streaming.StreamState.Active);
        await _house.GoLive.Run(webinar.Id, _house.Guest, default);
        Assert.NotNull(await _house.Admit.Run(webinar.Id, _house.Guest.Id, default));
        await _house.End.Run(webinar.Id, _house.Guest, default);
        var by = (await _house.Told<StatusChanged>(webinar)).Skip(2).Select(changed => changed.By);
        Assert.All(by, who => Assert.Equal(_house.GuestActor with { Role = Role.Host }, who));
    }

    [Theory]
    [InlineData(Role.Attendee)]
    [InlineData(Role.Panelist)]
    [InlineData(Role.Moderator)]
    public async Task Who_is_no_host_leads_nothing(Role role)
    {
        var webinar = await _house.Provisioned();
        if (role is not Role.Attendee)
        {
            await _house.Gives(webinar, _house.Guest, role);
        }

        foreach (var attempt in new Func<Task>[]
        {
            () => _house.Edit.Run(webinar.Id, new WebinarChange("Mine", null, null, null, null), null, _house.Guest, default),
            () => _house.Publish.Run(webinar.Id, _house.Guest, default),
            () => _house.Cancel.Run(webinar.Id, _house.Guest, default),
            () => _house.Provision.Run(webinar.Id, _house.Guest, default),
            () => _house.Provision.ResetKey(webinar.Id, _house.Guest, default),
            () => _house.GoLive.Run(webinar.Id, _house.Guest, default),
            () => _house.GoLive.TakeBack(webinar.Id, _house.Guest, default),
            () => _house.End.Run(webinar.Id, _house.Guest, default),
        })
        {
            Assert.Equal("not-allowed", await Refused.Code(attempt));
        }

        Assert.Equal("not-live", await Refused.Code(() => _house.Admit.Run(webinar.Id, _house.Guest.Id, default)));
    }

    [Fact]
    public async Task Who_was_a_host_leads_no_more_and_a_host_of_one_webinar_is_none_of_another()
    {
        var webinar = await _house.Scheduled();
        var other = await _house.Scheduled();
        await _house.Gives(webinar, _house.Guest, Role.Host);
        Assert.Equal(Role.Host, await _house.Roles.Of(webinar, _house.Guest.Id, default));
        Assert.Equal("not-allowed", await Refused.Code(() => _house.Cancel.Run(other.Id, _house.Guest, default)));
        await _house.Gives(webinar, _house.Guest, Role.Attendee);
        Assert.Equal("not-allowed", await Refused.Code(() => _house.Cancel.Run(webinar.Id, _house.Guest, default)));
    }

    [Fact]
    public async Task A_draft_stays_unseen_by_others() =>
        Assert.Equal("not-found", await Refused.Code(async () => await _house.Publish.Run((await _house.Schedule.Run(_house.Draft, _house.Host, null, default)).Id, _house.Guest, default)));

    private static AssignRole Give(Actor by, Actor to, Role role) => new(by, "c", to.Id, role, to.Name);
}
