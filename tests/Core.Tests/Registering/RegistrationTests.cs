using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Core.Tests;

public sealed class RegistrationTests
{
    private readonly House _house = new();
    private readonly RegistrationStore _registrations;
    private readonly SeatStore _seats;
    private readonly SeatPlan _plan;

    public RegistrationTests()
    {
        (_registrations, _seats, _plan) = (_house.Registrations, _house.Seats, _house.Plan);
    }

    private Register Register => _house.Register;

    [Fact]
    public async Task Who_registers_has_a_seat_and_a_letter()
    {
        var webinar = await Webinar();
        await Come(webinar, " Ada+live@BÜCHER.example ");
        var ada = (await _registrations.GetByEmail(webinar.Id, "ada+live@xn--bcher-kva.example", default))!;
        Assert.Equal((RegistrationStatus.Registered, "Ada"), (ada.Status, ada.Name));
        Assert.Equal([LetterKind.Confirmation], await Letters());
        Assert.Equal(1, (await _seats.Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task Who_registers_again_changes_nothing_and_is_sent_the_link_three_times_a_day()
    {
        var webinar = await Webinar();
        for (var i = 0; i < 10; i++)
        {
            _house.Time.Advance(TimeSpan.FromMinutes(1));
            await Come(webinar, "ada@example.com");
        }

        Assert.Equal(1, (await _seats.Get(webinar.Id, default)).Taken);
        Assert.Equal([LetterKind.Confirmation, LetterKind.YourLink, LetterKind.YourLink, LetterKind.YourLink], await Letters());
        _house.Time.Advance(TimeSpan.FromDays(1));
        await Come(webinar, "ada@example.com");
        Assert.Equal(5, (await Letters()).Count);
    }

    [Fact]
    public async Task Who_comes_when_it_is_full_waits_and_the_first_who_waits_gets_the_seat_that_is_freed()
    {
        var webinar = await Webinar(new Access { Policy = AccessPolicy.Registered, Capacity = 2 });
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            await Come(webinar, $"{name}@example.com");
        }

        Assert.Equal([RegistrationStatus.Registered, RegistrationStatus.Registered, RegistrationStatus.Waitlisted, RegistrationStatus.Waitlisted], await Statuses(webinar, "a", "b", "c", "d"));
        await Cancel(webinar, "a");
        Assert.Equal([RegistrationStatus.Cancelled, RegistrationStatus.Registered, RegistrationStatus.Registered, RegistrationStatus.Waitlisted], await Statuses(webinar, "a", "b", "c", "d"));
        Assert.Equal(2, (await _seats.Get(webinar.Id, default)).Taken);

        // Who took it back stands at the end of the line.
        await Come(webinar, "a@example.com");
        Assert.Equal([RegistrationStatus.Waitlisted], await Statuses(webinar, "a"));
        await Cancel(webinar, "b");
        await Cancel(webinar, "c");
        Assert.Equal([RegistrationStatus.Registered, RegistrationStatus.Registered], await Statuses(webinar, "d", "a"));
        await Cancel(webinar, "a");
        Assert.Equal(1, (await _seats.Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task However_many_come_at_once_to_two_nodes_no_seat_is_given_twice()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        House[] nodes = [new(store), new(store)];
        var webinar = await Webinar(new Access { Policy = AccessPolicy.Registered, Capacity = 10 }, nodes[0]);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => nodes[i % 2].Register.Run(webinar.Id, new RegistrationRequest($"p{i / 2}@example.com", "P", null, null), null, default)));
        Assert.Equal(10, (await new RegistrationStore(store).Find(webinar.Id, RegistrationStatus.Registered, null, 100, default)).Count);
        Assert.Equal(20, (await new RegistrationStore(store).Find(webinar.Id, RegistrationStatus.Waitlisted, null, 100, default)).Count);
        Assert.Equal(10, (await new SeatStore(store).Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task Where_a_host_decides_one_waits_for_the_word_and_hears_it()
    {
        var webinar = await Webinar(new Access { Policy = AccessPolicy.Approval, Capacity = 1 });
        foreach (var name in new[] { "a", "b", "c" })
        {
            await Come(webinar, $"{name}@example.com");
        }

        Assert.Equal(0, (await _seats.Get(webinar.Id, default)).Taken);
        await Decide(webinar, "a", true);
        await Decide(webinar, "a", true);
        await Decide(webinar, "b", true);
        await Decide(webinar, "c", false);
        Assert.Equal([RegistrationStatus.Registered, RegistrationStatus.Waitlisted, RegistrationStatus.Declined], await Statuses(webinar, "a", "b", "c"));
        Assert.Equal([LetterKind.Pending, LetterKind.Pending, LetterKind.Pending, LetterKind.Confirmation, LetterKind.Waitlisted, LetterKind.Declined], await Letters());

        // Turned away after all: the seat goes to the next.
        await Decide(webinar, "a", false);
        Assert.Equal([RegistrationStatus.Declined, RegistrationStatus.Registered], await Statuses(webinar, "a", "b"));

        // Who was turned away asks in vain, and hears nothing of it.
        var before = (await Letters()).Count;
        await Come(webinar, "c@example.com");
        Assert.Equal(before, (await Letters()).Count);
    }

    [Fact]
    public async Task Only_who_leads_decides_and_only_of_this_webinar()
    {
        var webinar = await Webinar(new Access { Policy = AccessPolicy.Approval });
        var other = await Webinar(new Access { Policy = AccessPolicy.Approval });
        await Come(webinar, "a@example.com");
        var one = (await _registrations.GetByEmail(webinar.Id, "a@example.com", default))!;
        var decide = new DecideRegistration(_house.Webinars, _registrations, _seats, _plan);
        Assert.Equal("not-allowed", await Refused.Code(() => decide.Run(webinar.Id, one.Id, true, _house.Guest, default)));
        Assert.Equal("not-found", await Refused.Code(() => decide.Run(other.Id, one.Id, true, _house.Host, default)));
        Assert.Equal("not-found", await Refused.Code(() => new CancelRegistration(_registrations, _seats, _plan).Run(other.Id, one.Id, default)));
        await Cancel(webinar, "a");
        Assert.Equal("wrong-state", await Refused.Code(() => decide.Run(webinar.Id, one.Id, true, _house.Host, default)));
    }

    [Fact]
    public async Task Who_was_not_invited_is_told_nothing()
    {
        var webinar = await Webinar(new Access { Policy = AccessPolicy.InviteOnly });
        await Come(webinar, "a@example.com");
        Assert.Null(await _registrations.GetByEmail(webinar.Id, "a@example.com", default));
        Assert.Empty(await Letters());
    }

    [Fact]
    public async Task Who_is_signed_in_registers_with_the_verified_address_and_may_come_in()
    {
        var webinar = await Webinar(new Access { Policy = AccessPolicy.Registered });
        var admission = _house.Admission;
        var gus = _house.Guest with { Email = "gus@example.com" };
        Assert.Equal("not-registered", await Refused.Code(() => admission.Of(webinar, gus.Id, default)));

        // Registered before by hand: the account is noted with it.
        await Come(webinar, "gus@example.com");
        Assert.Equal("not-registered", await Refused.Code(() => admission.Of(webinar, gus.Id, default)));
        await Register.Run(webinar.Id, new RegistrationRequest("somebody@else.example", null, null, null), gus, default);
        Assert.Equal(Role.Attendee, await admission.Of(webinar, gus.Id, default));
        Assert.Null(await _registrations.GetByEmail(webinar.Id, "somebody@else.example", default));

        await Cancel(webinar, "gus");
        Assert.Equal("not-registered", await Refused.Code(() => admission.Of(webinar, gus.Id, default)));
        Assert.Equal(Role.Owner, await admission.Of(webinar, _house.Host.Id, default));
        Assert.Equal(Role.Attendee, await admission.Of(await Webinar(), gus.Id, default));
    }

    [Theory]
    [InlineData("email", "nobody", "Ada", "yes")]
    [InlineData("name", "a@example.com", "", "yes")]
    [InlineData("answers.tea", "a@example.com", "Ada", null)]
    [InlineData("answers.tea", "a@example.com", "Ada", "perhaps")]
    public async Task What_is_missing_or_wrong_is_said_by_its_name(string field, string email, string name, string? tea)
    {
        var webinar = await Webinar(new Access { Questions = [new("tea", "Tea?", ["yes", "no"], true), new("why", "Why?", [], false)] });
        var answers = tea is null ? null : new Dictionary<string, string> { ["tea"] = tea, ["unasked"] = "x" };
        var refusal = await Refused.With(() => Register.Run(webinar.Id, new RegistrationRequest(email, name, answers, "Nowhere/Atall"), null, default));
        Assert.Equal(field, refusal.Field);
        Assert.Equal(0, (await _seats.Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task Nobody_registers_for_what_cannot_be_seen_or_was_called_off()
    {
        var draft = await _house.Schedule.Run(_house.Draft, _house.Host, null, default);
        Assert.Equal("not-found", await Refused.Code(() => Come(draft, "a@example.com")));
        var webinar = await Webinar();
        await _house.Cancel.Run(webinar.Id, _house.Host, default);
        Assert.Equal("wrong-state", await Refused.Code(() => Come(webinar, "a@example.com")));
    }

    private async Task<Webinar> Webinar(Access? access = null, House? house = null)
    {
        house ??= _house;
        var webinar = await house.Scheduled();
        return access is null ? webinar : await house.Webinars.Save(webinar with { Access = access.Checked() }, webinar, house.HostActor, house.Time.GetUtcNow(), default);
    }

    private Task Come(Webinar webinar, string email)
    {
        _house.Time.Advance(TimeSpan.FromMilliseconds(1));
        return Register.Run(webinar.Id, new RegistrationRequest(email, "Ada", null, null), null, default);
    }

    private async Task Cancel(Webinar webinar, string name) => await new CancelRegistration(_registrations, _seats, _plan)
        .Run(webinar.Id, (await _registrations.GetByEmail(webinar.Id, $"{name}@example.com", default))!.Id, default);

    private async Task Decide(Webinar webinar, string name, bool approve)
    {
        _house.Time.Advance(TimeSpan.FromMilliseconds(1));
        var one = (await _registrations.GetByEmail(webinar.Id, $"{name}@example.com", default))!;
        await new DecideRegistration(_house.Webinars, _registrations, _seats, _plan).Run(webinar.Id, one.Id, approve, _house.Host, default);
    }

    private async Task<IReadOnlyList<RegistrationStatus>> Statuses(Webinar webinar, params string[] names)
    {
        var statuses = new List<RegistrationStatus>();
        foreach (var name in names)
        {
            statuses.Add((await _registrations.GetByEmail(webinar.Id, $"{name}@example.com", default))!.Status);
        }

        return statuses;
    }

    private async Task<IReadOnlyList<LetterKind>> Letters() =>
        [.. (await _house.Store.Due(LetterOrder.Delivery, DateTimeOffset.MaxValue, 1000, default)).OrderBy(one => one.DueAt).Select(one => LetterOrder.Read(one).Kind)];
}
