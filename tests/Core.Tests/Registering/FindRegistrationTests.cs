using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>Who has an account is known by their verified address, however they registered.</summary>
public sealed class FindRegistrationTests
{
    private readonly House _house = new();

    [Fact]
    public async Task Who_registered_without_an_account_comes_in_with_one()
    {
        var webinar = await Webinar(AccessPolicy.Registered);
        await Come(webinar, "Gus+Live@Bücher.example");
        var gus = await Person("gus+live@BÜCHER.example");
        Assert.Equal(Role.Attendee, await _house.Admission.Of(webinar, gus.Id, default));
        Assert.Equal(gus.Id, (await _house.Registrations.GetByEmail(webinar.Id, "gus+live@xn--bcher-kva.example", default))!.PersonId);

        var other = await Person("gus@bücher.example");
        Assert.Equal("not-registered", await Refused.Code(() => _house.Admission.Of(webinar, other.Id, default)));
        Assert.Equal("not-registered", await Refused.Code(async () => await _house.Admission.Of(webinar, (await Person(null)).Id, default)));
    }

    [Fact]
    public async Task By_however_many_doors_they_come_at_once_it_is_one_registration()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        House[] nodes = [new(store), new(store)];
        var webinar = await nodes[0].Scheduled();
        await nodes[0].Edit.Run(webinar.Id, new(null, null, null, null, null, new(AccessPolicy.Registered, 5)), null, nodes[0].Host, default);
        await nodes[0].Register.Run(webinar.Id, new RegistrationRequest("gus@example.com", "Gus", null, null), null, default);
        var gus = await Person("gus@example.com", nodes[0]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 4 is 0
            ? nodes[i % 2].Register.Run(webinar.Id, new RegistrationRequest(null, null, null, null), gus, default)
            : nodes[i % 2].FindRegistration.Run(webinar.Id, gus.Id, default)));
        Assert.Equal(gus.Id, Assert.Single(await nodes[0].Registrations.FindNewest(webinar.Id, null, 10, default)).PersonId);
        Assert.Equal(1, (await nodes[0].Seats.Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task Who_has_another_address_now_registers_again_as_the_same_person()
    {
        var webinar = await Webinar(AccessPolicy.Registered);
        var gus = await Person("old@example.com");
        await _house.Register.Run(webinar.Id, new RegistrationRequest(null, null, null, null), gus, default);
        gus = await Rename(gus, "new@example.com");
        await _house.Register.Run(webinar.Id, new RegistrationRequest(null, null, null, null), gus, default);
        Assert.Equal("old@example.com", Assert.Single(await _house.Registrations.FindNewest(webinar.Id, null, 10, default)).Email);
        Assert.Equal(1, (await _house.Seats.Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task Who_took_it_back_and_comes_under_another_address_has_that_one()
    {
        var webinar = await Webinar(AccessPolicy.Registered);
        var gus = await Person("old@example.com");
        await _house.Register.Run(webinar.Id, new RegistrationRequest(null, null, null, null), gus, default);
        var old = (await _house.Registrations.GetByPerson(webinar.Id, gus.Id, default))!;
        await new CancelRegistration(_house.Registrations, _house.Seats, _house.Plan).Run(webinar.Id, old.Id, default);
        Assert.Equal((webinar.Id, gus.Id), Assert.Single(_house.Connections.Closed));
        await Come(webinar, "new@example.com");
        await Rename(gus, "new@example.com");
        Assert.Equal(Role.Attendee, await _house.Admission.Of(webinar, gus.Id, default));
        Assert.Null((await _house.Registrations.Get(old.Id, default))!.PersonId);
    }

    [Fact]
    public async Task Who_has_no_verified_address_gets_nobodys_registration_by_naming_it()
    {
        var webinar = await Webinar(AccessPolicy.Registered);
        await Come(webinar, "ada@example.com");
        var thief = await Person(null);
        await _house.Register.Run(webinar.Id, new RegistrationRequest("ada@example.com", "Ada", null, null), thief, default);
        Assert.Null((await _house.Registrations.GetByEmail(webinar.Id, "ada@example.com", default))!.PersonId);
        Assert.Equal("not-registered", await Refused.Code(() => _house.Admission.Of(webinar, thief.Id, default)));
    }

    [Fact]
    public async Task What_is_said_of_a_webinar_for_the_invited_is_for_them()
    {
        var webinar = await Webinar(AccessPolicy.InviteOnly);
        var (ida, eve) = (await Person("ida@example.com"), await Person("eve@example.com"));
        await _house.Store.Commit(new Batch(RegistrationStore.ToPut(new Registration { Id = Guid.CreateVersion7(), WebinarId = webinar.Id, Email = ida.Email!, Name = "Ida", Status = RegistrationStatus.Invited })), default);
        Assert.True(await _house.Admission.MayRead(webinar, ida.Id, default));
        Assert.True(await _house.Admission.MayRead(webinar, _house.Host.Id, default));
        Assert.False(await _house.Admission.MayRead(webinar, eve.Id, default));
        Assert.False(await _house.Admission.MayRead(webinar, null, default));

        // To read is not to come in: they have not said yes yet.
        Assert.Equal("not-registered", await Refused.Code(() => _house.Admission.Of(webinar, ida.Id, default)));
        await _house.Register.Run(webinar.Id, new RegistrationRequest(null, null, null, null), ida, default);
        Assert.Equal(Role.Attendee, await _house.Admission.Of(webinar, ida.Id, default));
    }

    private async Task<Webinar> Webinar(AccessPolicy policy)
    {
        var webinar = await _house.Scheduled();
        return await _house.Edit.Run(webinar.Id, new WebinarChange(null, null, null, null, null, new(policy)), null, _house.Host, default);
    }

    private Task Come(Webinar webinar, string email) => _house.Register.Run(webinar.Id, new RegistrationRequest(email, "Gus", null, null), null, default);

    private async Task<Person> Person(string? email, House? house = null)
    {
        var person = new Person(Guid.CreateVersion7(), $"user_{Guid.NewGuid():N}", "Gus", email, null);
        await (house ?? _house).Store.Commit(new Batch(PersonStore.ToPut(person)), default);
        return person with { Version = 1 };
    }

    private async Task<Person> Rename(Person person, string email)
    {
        var renamed = person with { Email = email };
        await _house.Store.Commit(new Batch(PersonStore.ToPut(renamed)), default);
        return renamed;
    }
}
