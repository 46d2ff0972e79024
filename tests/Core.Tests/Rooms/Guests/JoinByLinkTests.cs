using Webinars.Registering;
using Webinars.Rooms.Guests;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

public sealed class JoinByLinkTests
{
    private readonly Doorway _door = new();

    [Fact]
    public async Task The_first_device_comes_in_at_once_and_again_and_as_the_same_person()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, device, guest) = await _door.Bound(webinar, ada);
        Assert.Equal((one.GuestId!.Value, "Ada"), (guest.Id, guest.Name));
        Assert.True(guest is { Subject: null, Email: null });
        var again = await _door.Press(webinar, one, device);
        Assert.Equal((JoinStep.In, null), (again.Next, again.Secret));
        Assert.Empty(await _door.CodeLetters());
    }

    [Fact]
    public async Task Another_device_needs_the_code_from_the_mailbox_and_the_first_one_stays()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, first, guest) = await _door.Bound(webinar, ada);
        Assert.Equal(JoinStep.Code, (await _door.Press(webinar, one)).Next);
        var second = await _door.Press(webinar, one, code: $" {(await _door.Code(one)).Insert(3, " ")} ");
        Assert.Equal(JoinStep.In, second.Next);
        foreach (var device in new[] { first, second.Secret! })
        {
            Assert.Equal(guest, (await _door.Recognise.Run(webinar.Id, [new DeviceKey(one.Id, device)], default))!.Person);
        }

        // A code works once.
        Assert.Equal("too-late", await Refused.Code(async () => await _door.Press(webinar, one, code: await _door.Code(one))));
    }

    [Fact]
    public async Task Two_who_are_first_at_once_are_not_both_first()
    {
        var (webinar, ada) = await _door.Registered();
        var joined = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _door.Press(webinar, ada))));
        Assert.Single(joined, one => one.Next is JoinStep.In);
        Assert.Single(await _door.CodeLetters());
    }

    [Fact]
    public async Task Five_wrong_codes_are_enough_and_the_right_one_comes_too_late_then()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, _, _) = await _door.Bound(webinar, ada);
        await _door.Press(webinar, one);
        var right = await _door.Code(one);
        for (var i = 0; i < BoundDevices.MostTries; i++)
        {
            Assert.Equal("invalid", await Refused.Code(() => _door.Press(webinar, one, code: right == "000000" ? "111111" : "000000")));
        }

        Assert.Equal("too-late", await Refused.Code(() => _door.Press(webinar, one, code: right)));
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, _, _) = await _door.Bound(webinar, ada);
        await _door.Press(webinar, one);
        var code = await _door.Code(one);
        _door.House.Time.Advance(BoundDevices.CodeLife);
        Assert.Equal("too-late", await Refused.Code(() => _door.Press(webinar, one, code: code)));
    }

    [Fact]
    public async Task Three_codes_an_hour_are_mailed_and_only_the_newest_works()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, _, _) = await _door.Bound(webinar, ada);
        await _door.Press(webinar, one);
        await _door.Press(webinar, one);
        Assert.Single(await _door.CodeLetters());
        var older = await _door.Code(one);
        for (var i = 0; i < 10; i++)
        {
            _door.House.Time.Advance(TimeSpan.FromMinutes(1));
            await _door.Press(webinar, one);
        }

        Assert.Equal(BoundDevices.MostCodesAnHour, (await _door.CodeLetters()).Count);
        Assert.NotEqual(older, await _door.Code(one));
        Assert.Equal("invalid", await Refused.Code(() => _door.Press(webinar, one, code: older)));
        _door.House.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("too-fast", await Refused.Code(() => _door.Press(webinar, one)));
        _door.House.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(JoinStep.Code, (await _door.Press(webinar, one)).Next);
    }

    [Fact]
    public async Task The_sixth_device_pushes_out_the_oldest()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, first, _) = await _door.Bound(webinar, ada);
        for (var i = 0; i < BoundDevices.Most; i++)
        {
            _door.House.Time.Advance(TimeSpan.FromHours(1));
            await _door.Press(webinar, one);
            await _door.Press(webinar, one, code: await _door.Code(one));
        }

        Assert.Null(await _door.Recognise.Run(webinar.Id, [new DeviceKey(one.Id, first)], default));
    }

    [Fact]
    public async Task Who_takes_the_registration_back_is_nobody_and_a_new_beginning_has_a_new_link_and_no_devices()
    {
        var (webinar, ada) = await _door.Registered();
        var (one, device, guest) = await _door.Bound(webinar, ada);
        var session = GuestSession.Of(one);
        await new CancelRegistration(_door.Registrations, _door.Seats, _door.Plan).Run(webinar.Id, one.Id, default);
        Assert.Equal([(webinar.Id, guest.Id)], _door.House.Connections.Closed);
        Assert.False(await _door.Recognise.Again(session, default));
        Assert.Null(await _door.Recognise.Run(webinar.Id, [new DeviceKey(one.Id, device)], default));
        Assert.Equal("not-found", await Refused.Code(() => _door.Press(webinar, one)));

        await _door.Register.Run(webinar.Id, new RegistrationRequest("ada@example.com", "Ada L.", null, null), null, default);
        Assert.Equal("not-found", await Refused.Code(() => _door.Press(webinar, one, device)));
        var (anew, _, same) = await _door.Bound(webinar, await _door.Now(one));
        Assert.Equal((guest.Id, "Ada L."), (same.Id, same.Name));
        Assert.NotEqual(session, GuestSession.Of(anew));
    }

    [Fact]
    public async Task The_device_of_one_webinar_is_nobody_in_another()
    {
        var (webinar, ada) = await _door.Registered();
        var (_, device, _) = await _door.Bound(webinar, ada);
        var (other, _) = await _door.Registered();
        Assert.Null(await _door.Recognise.Run(other.Id, [new DeviceKey(ada.Id, device)], default));
        Assert.Null(await _door.Recognise.Run(webinar.Id, [new DeviceKey(ada.Id, "AAAAAAAAAAAAAAAAAAAAAA")], default));
    }

    [Fact]
    public async Task Who_was_invited_accepts_with_the_button_and_where_it_is_full_waits()
    {
        var (webinar, ada) = await _door.InvitedAs(null, new Access { Policy = AccessPolicy.InviteOnly, Capacity = 1 });
        var (one, device, _) = await _door.Bound(webinar, ada);
        Assert.Equal((RegistrationStatus.Registered, 1), (one.Status, (await _door.Seats.Get(webinar.Id, default)).Taken));

        // The invitation's own link is an older one now, and still leads the same device in.
        Assert.Equal(JoinStep.In, (await _door.Press(webinar, ada, device)).Next);
        Assert.Equal("not-found", await Refused.Code(() => _door.Press(webinar, ada)));

        var late = ada with { Id = Guid.CreateVersion7(), Email = "bob@example.com", Version = 0 };
        await _door.Plan.Save(null, late, null, default);
        var waits = await _door.Press(webinar, await _door.Now(late));
        Assert.Equal((JoinStep.Seat, RegistrationStatus.Waitlisted), (waits.Next, (await _door.Now(late)).Status));
    }

    [Fact]
    public async Task Nobody_joins_what_was_called_off()
    {
        var (webinar, ada) = await _door.Registered();
        var cancelled = await _door.House.Cancel.Run(webinar.Id, _door.House.Host, default);
        Assert.Equal("wrong-state", await Refused.Code(() => _door.Press(cancelled, ada)));
    }
}
