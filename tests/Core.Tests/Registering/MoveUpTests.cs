using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>Who waits, when a host changes who may come.</summary>
public sealed class MoveUpTests
{
    private readonly House _house = new();

    [Fact]
    public async Task More_seats_go_to_those_who_wait_first_come_first_served()
    {
        var webinar = await Webinar(AccessPolicy.Registered, 1, "a", "b", "c", "d");
        await Edit(webinar, new(Capacity: 3));

        // Before it is done nobody comes in between.
        await Come(webinar, "e");
        Assert.Equal("RWWWW", await Line(webinar, "abcde"));
        await MoveUp();
        Assert.Equal("RRRWW", await Line(webinar, "abcde"));
        Assert.Equal(3, (await _house.Seats.Get(webinar.Id, default)).Taken);
        Assert.Equal(2, (await Letters(webinar, "b", "c")).Count(kind => kind is LetterKind.Confirmation));
        await Edit(webinar, new(Capacity: 0));
        await MoveUp();
        Assert.Equal("RRRRR", await Line(webinar, "abcde"));
    }

    [Fact]
    public async Task Whoever_dies_in_between_leaves_nobody_out_and_gives_no_seat_twice()
    {
        var webinar = await Webinar(AccessPolicy.Registered, 1, "a", "b", "c", "d");
        await Edit(webinar, new(Capacity: 3));
        var delivery = Assert.Single(await Waiting());
        await MoveUp(take: false);
        await MoveUp(take: false);
        Assert.Equal("RRRW", await Line(webinar, "abcd"));
        Assert.Equal(3, (await _house.Seats.Get(webinar.Id, default)).Taken);
        Assert.Equal([LetterKind.Waitlisted, LetterKind.Confirmation], await Letters(webinar, "c"));
        Assert.Equal(webinar.Id, MayCome.Read(delivery).Webinar);
    }

    [Fact]
    public async Task Fewer_seats_take_nobodys_away_and_those_that_are_freed_are_not_given_again()
    {
        var webinar = await Webinar(AccessPolicy.Registered, 3, "a", "b", "c", "d");
        await Edit(webinar, new(Capacity: 2));
        Assert.Empty(await Waiting());
        Assert.Equal("RRRW", await Line(webinar, "abcd"));
        await Cancel(webinar, "a");
        Assert.Equal("CRRW", await Line(webinar, "abcd"));
        Assert.Equal(2, (await _house.Seats.Get(webinar.Id, default)).Taken);
        await Cancel(webinar, "b");
        Assert.Equal("CCRR", await Line(webinar, "abcd"));
        Assert.Equal(2, (await _house.Seats.Get(webinar.Id, default)).Taken);
    }

    [Fact]
    public async Task When_no_word_is_needed_any_more_those_who_wait_for_one_come_in_as_far_as_there_are_seats()
    {
        var webinar = await Webinar(AccessPolicy.Approval, 2, "a", "b", "c");
        Assert.Equal("PPP", await Line(webinar, "abc"));
        await Edit(webinar, new(AccessPolicy.Registered));
        await MoveUp();
        Assert.Equal("RRW", await Line(webinar, "abc"));
        Assert.Equal([LetterKind.Pending, LetterKind.Waitlisted], await Letters(webinar, "c"));

        // The way back takes nobody's seat.
        await Edit(webinar, new(AccessPolicy.Approval));
        await MoveUp();
        Assert.Equal("RRW", await Line(webinar, "abc"));
    }

    [Fact]
    public async Task Only_what_lets_more_people_come_is_followed_by_anything()
    {
        var webinar = await Webinar(AccessPolicy.Approval, 2, "a");
        await Edit(webinar, new(AccessPolicy.InviteOnly));
        await Edit(webinar, new(Capacity: 1));
        await Edit(webinar, new(Questions: [new("why", "Why?", [], false)]));
        await Edit(webinar, new(AccessPolicy.Registered));
        Assert.Empty(await Waiting());
        Assert.Equal("P", await Line(webinar, "a"));
    }

    [Fact]
    public async Task However_many_come_and_go_while_seats_are_added_nobody_waits_beside_a_free_one()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        House[] nodes = [new(store), new(store)];
        var webinar = await nodes[0].Scheduled();
        await nodes[0].Edit.Run(webinar.Id, new(null, null, null, null, null, new(AccessPolicy.Registered, 2)), null, nodes[0].Host, default);
        var coming = Enumerable.Range(0, 40).Select(i => nodes[i % 2].Register.Run(webinar.Id, new RegistrationRequest($"p{i}@example.com", "P", null, null), null, default)).ToList();
        for (var seats = 5; seats <= 20; seats += 5)
        {
            await Task.WhenAll(coming.Take(seats));
            await nodes[seats % 2].Edit.Run(webinar.Id, new(null, null, null, null, null, new(Capacity: seats)), null, nodes[0].Host, default);
            await MoveUp(nodes[(seats + 1) % 2]);
        }

        await Task.WhenAll(coming);
        var taken = (await nodes[0].Seats.Get(webinar.Id, default)).Taken;
        Assert.Equal(20, taken);
        Assert.Equal(taken, (await nodes[0].Registrations.Find(webinar.Id, RegistrationStatus.Registered, null, 100, default)).Count);
        Assert.Equal(20, (await nodes[0].Registrations.Find(webinar.Id, RegistrationStatus.Waitlisted, null, 100, default)).Count);
    }

    private async Task<Webinar> Webinar(AccessPolicy policy, int seats, params string[] names)
    {
        var webinar = await _house.Scheduled();
        await Edit(webinar, new(policy, seats));
        Assert.Empty(await Waiting());
        foreach (var name in names)
        {
            await Come(webinar, name);
        }

        return webinar;
    }

    private Task Edit(Webinar webinar, AccessChange access) =>
        _house.Edit.Run(webinar.Id, new WebinarChange(null, null, null, null, null, access), null, _house.Host, default);

    private Task Come(Webinar webinar, string name)
    {
        _house.Time.Advance(TimeSpan.FromSeconds(1));
        return _house.Register.Run(webinar.Id, new RegistrationRequest($"{name}@example.com", name, null, null), null, default);
    }

    private async Task Cancel(Webinar webinar, string name) =>
        await new CancelRegistration(_house.Registrations, _house.Seats, _house.Plan).Run(webinar.Id, (await Of(webinar, name)).Id, default);

    private async Task<Registration> Of(Webinar webinar, string name) => (await _house.Registrations.GetByEmail(webinar.Id, $"{name}@example.com", default))!;

    /// <summary>The first letter of each one's status.</summary>
    private async Task<string> Line(Webinar webinar, string names)
    {
        var line = "";
        foreach (var name in names)
        {
            line += (await Of(webinar, $"{name}")).Status.ToString()[0];
        }

        return line;
    }

    private async Task<IReadOnlyList<StoredDelivery>> Waiting() => await _house.Store.Due(MayCome.Delivery, DateTimeOffset.MaxValue, 100, default);

    private async Task<IReadOnlyList<LetterKind>> Letters(Webinar webinar, params string[] names)
    {
        var ids = new List<Guid>();
        foreach (var name in names)
        {
            ids.Add((await Of(webinar, name)).Id);
        }

        var orders = (await _house.Store.Due(LetterOrder.Delivery, DateTimeOffset.MaxValue, 1000, default)).OrderBy(one => one.DueAt).Select(LetterOrder.Read);
        return [.. orders.Where(order => ids.Contains(order.Registration)).Select(order => order.Kind)];
    }

    private Task MoveUp(bool take = true) => MoveUp(_house, take);

    private static async Task MoveUp(House house, bool take = true)
    {
        ICarrier carrier = new MoveUp(house.Webinars, house.Registrations, house.Seats, house.Plan);
        foreach (var due in await house.Store.Due(carrier.Kind, DateTimeOffset.MaxValue, 100, default))
        {
            Assert.NotNull(await carrier.Pack(due, default));
            await carrier.Send(due, "{}", due.Key, default);
            Assert.True(!take || await house.Store.Move(due, null, new Batch(), default));
        }
    }
}
