using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms.Guests;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>A registration, the guest that came by its link, and the account that it belongs to are one person.</summary>
public sealed class GuestAccountTests
{
    private readonly Doorway _door = new();

    private Person Gus => _door.House.Guest;

    [Fact]
    public async Task Who_is_signed_in_comes_as_the_account_and_the_registration_is_theirs()
    {
        var (webinar, ada) = await _door.Registered(new Access { Policy = AccessPolicy.Registered });
        Assert.Equal("not-registered", await Refused.Code(() => _door.Enter(webinar, Gus)));
        var joined = await _door.Press(webinar, ada, account: Gus);
        Assert.Equal((JoinStep.In, null), (joined.Next, joined.Secret));
        Assert.Equal(Gus.Id, (await _door.Now(ada)).PersonId);
        Assert.Equal(Role.Attendee, await _door.Enter(webinar, Gus));

        // From now on the link alone is not enough.
        Assert.Equal(JoinStep.Code, (await _door.Press(webinar, await _door.Now(ada))).Next);
    }

    [Fact]
    public async Task The_account_of_the_registration_needs_no_code_and_another_one_does()
    {
        var owner = Gus with { Email = "Ada@Example.com" };
        var (webinar, ada) = await _door.Registered();
        var (one, _, _) = await _door.Bound(webinar, ada);
        Assert.Equal(JoinStep.Code, (await _door.Press(webinar, one, account: Gus)).Next);
        Assert.Null((await _door.Now(one)).PersonId);
        Assert.Equal(JoinStep.In, (await _door.Press(webinar, one, account: owner)).Next);
        Assert.Equal(Gus.Id, (await _door.Now(one)).PersonId);
    }

    [Fact]
    public async Task Who_has_a_seat_of_their_own_takes_nobodys_link_and_who_leads_neither()
    {
        var (webinar, ada) = await _door.Registered();
        await _door.Register.Run(webinar.Id, new RegistrationRequest(null, null, null, null), Gus with { Email = "gus@example.com" }, default);
        Assert.Equal(JoinStep.In, (await _door.Press(webinar, ada, account: Gus)).Next);
        Assert.Equal(JoinStep.In, (await _door.Press(webinar, ada, account: _door.House.Host)).Next);
        Assert.Null((await _door.Now(ada)).PersonId);
        await _door.Bound(webinar, await _door.Now(ada));
    }

    [Fact]
    public async Task Who_was_banned_as_a_guest_is_banned_with_the_account_and_by_every_device()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, device, guest) = await _door.Bound(webinar, ada);
        await Ban(webinar, guest);
        Assert.Equal("banned", await Refused.Code(() => _door.Enter(webinar, guest)));
        Assert.Equal("banned", await Refused.Code(() => _door.Press(webinar, one, device)));
        Assert.Equal("banned", await Refused.Code(() => _door.Press(webinar, one, account: Gus)));

        // Not by beginning anew either.
        await new CancelRegistration(_door.Registrations, _door.Seats, _door.Plan).Run(webinar.Id, one.Id, default);
        await _door.Register.Run(webinar.Id, new RegistrationRequest("ada@example.com", "Ada", null, null), null, default);
        Assert.Equal("banned", await Refused.Code(async () => await _door.Press(webinar, await _door.Now(one))));
    }

    [Fact]
    public async Task Who_was_banned_with_the_account_is_banned_as_the_guest()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, device, guest) = await _door.Bound(webinar, ada);
        await _door.Press(webinar, one, device, account: Gus);
        await Ban(webinar, Gus);
        Assert.Equal("banned", await Refused.Code(() => _door.Enter(webinar, guest)));
    }

    [Fact]
    public async Task Who_was_banned_with_one_account_is_banned_with_the_next_and_takes_no_role_along()
    {
        var (webinar, ada) = await _door.InvitedAs(Role.Moderator);
        var (one, _, _) = await _door.Bound(webinar, ada);
        one = await _door.Now(one);
        await _door.Press(webinar, one, account: Gus);
        await _door.Press(webinar, one, code: await _door.Code(one), account: Gus);
        Assert.Equal(Gus.Id, (await _door.Now(one)).PersonId);
        Assert.Equal(Role.Moderator, await _door.Enter(webinar, Gus));
        await _door.House.Gives(webinar, Gus, Role.Attendee);

        var owner = new Person(Guid.CreateVersion7(), "user_ada", "Ada", "ada@example.com", null);
        await _door.House.Store.Commit(new Webinars.Storage.Batch(PersonStore.ToPut(owner)), default);
        Assert.Equal(Role.Attendee, await _door.Enter(webinar, owner));
        await Ban(webinar, Gus);
        Assert.Equal("banned", await Refused.Code(() => _door.Enter(webinar, owner)));
    }

    [Fact]
    public async Task A_role_is_given_with_the_first_visit_and_not_again_when_a_host_took_it_away()
    {
        var (webinar, ada) = await _door.InvitedAs(Role.Panelist);
        var (one, device, guest) = await _door.Bound(webinar, ada);
        Assert.Empty(await _door.House.Told<RoleChanged>(webinar));
        Assert.Equal([Role.Panelist, Role.Panelist], [await _door.Enter(webinar, guest), await _door.Enter(webinar, guest)]);
        var given = Assert.Single(await _door.House.Told<RoleChanged>(webinar));
        Assert.Equal((guest.Id, Role.Panelist, _door.House.Host.Id), (given.Person.Id, given.Person.Role, given.By!.Id));

        await _door.House.Gives(webinar, guest, Role.Attendee);
        Assert.Equal(Role.Attendee, await _door.Enter(webinar, guest));

        // Nor by coming with an account.
        await _door.Press(webinar, one, device, account: Gus);
        Assert.Equal(Role.Attendee, await _door.Enter(webinar, Gus));
    }

    [Fact]
    public async Task What_the_guest_was_the_account_is_and_a_higher_role_stays()
    {
        var (webinar, ada) = await _door.InvitedAs(Role.Panelist);
        var (one, device, guest) = await _door.Bound(webinar, ada);
        await _door.House.Gives(webinar, guest, Role.Moderator);
        Assert.Equal(Role.Moderator, await _door.Enter(webinar, guest));
        await _door.House.Gives(webinar, guest, Role.Attendee);
        await _door.House.Gives(webinar, guest, Role.Moderator);
        await _door.Press(webinar, one, device, account: Gus);
        Assert.Equal(Role.Moderator, await _door.Enter(webinar, Gus));
    }

    [Fact]
    public async Task Hosts_have_an_account()
    {
        var (webinar, ada) = await _door.InvitedAs(Role.Host);
        Assert.Equal(JoinStep.Account, (await _door.Press(webinar, ada)).Next);
        Assert.Equal(RegistrationStatus.Invited, (await _door.Now(ada)).Status);
        Assert.Equal(JoinStep.Code, (await _door.Press(webinar, ada, account: Gus)).Next);
        ada = await _door.Now(ada);
        Assert.Equal(JoinStep.In, (await _door.Press(webinar, ada, code: await _door.Code(ada), account: Gus)).Next);
        Assert.Equal(Role.Host, await _door.Enter(webinar, Gus));

        var room = await _door.House.Rooms.Open(webinar.Id);
        var make = new AssignRole(_door.House.HostActor, "make-host", Guid.NewGuid(), Role.Host, "Guest") { HasAccount = false };
        Assert.Equal("not-allowed", await Refused.Code(() => room.Post(make)));
    }

    [Fact]
    public async Task An_address_that_nobody_has_verified_links_no_account()
    {
        var (webinar, ada) = await _door.Registered();
        await _door.Register.Run(webinar.Id, new RegistrationRequest("ada@example.com", "Gus", null, null), Gus, default);
        Assert.Null((await _door.Now(ada)).PersonId);
    }

    private async Task Ban(Webinar webinar, Person person) => await (await _door.House.Rooms.Open(webinar.Id)).Post(
        new SanctionPerson(_door.House.HostActor, Guid.NewGuid().ToString("N"), new SanctionRequest(SanctionKind.Ban, person.Id, null, null)) { Named = person });
}
