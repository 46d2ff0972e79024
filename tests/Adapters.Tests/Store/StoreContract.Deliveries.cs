using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Deliveries_that_are_due_come_the_longest_overdue_first()
    {
        await Store.Commit(new Batch([], [Mail("later", Noon.AddMilliseconds(1)), Mail("b", Noon), Mail("a", Noon), Mail("old", Noon.AddYears(-100))]), Ct);
        await Store.Commit(new Batch([], [Mail("zone", new DateTimeOffset(2026, 3, 1, 13, 30, 0, TimeSpan.FromHours(2)))]), Ct);

        Assert.Equal(["old", "zone", "a", "b"], (await Store.Due("mail", Noon, 10, Ct)).Select(x => x.Key));
        Assert.Equal(["old", "zone"], (await Store.Due("mail", Noon, 2, Ct)).Select(x => x.Key));
        Assert.Empty(await Store.Due("mail", Noon.AddYears(-101), 10, Ct));
        Assert.Equal(Noon.AddHours(-0.5), (await Store.Due("mail", Noon, 2, Ct))[1].DueAt);
    }

    [Fact]
    public async Task A_delivery_key_is_saved_once_for_ever()
    {
        var first = new NewDelivery("k", "mail", "1", Noon);
        await Store.Commit(new Batch([], [first, first with { Json = "2" }]), Ct);
        await Store.Commit(new Batch([Doc("a")], [first with { Json = "3", DueAt = Noon.AddHours(-1) }]), Ct);

        Assert.Equal(new StoredDelivery("k", "mail", "1", Noon), Assert.Single(await Store.Due("mail", Noon.AddDays(1), 10, Ct)));
        Assert.NotNull(await Get("a"));
    }

    [Fact]
    public async Task A_delivery_that_has_left_is_due_no_more_and_its_key_stays_taken()
    {
        await Store.Commit(new Batch([], [Mail("k")]), Ct);
        var seen = Assert.Single(await Store.Due("mail", Noon, 10, Ct));

        Assert.True(await Store.Move(seen, null, new Batch(), Ct));

        Assert.False(await Store.Move(seen, null, new Batch(), Ct));
        await Store.Commit(new Batch([], [Mail("k")]), Ct);
        Assert.Empty(await Store.Due("mail", Noon.AddYears(1), 10, Ct));
    }

    [Fact]
    public async Task Of_many_who_lease_a_delivery_one_gets_it()
    {
        await Store.Commit(new Batch([], [Mail("k")]), Ct);
        var seen = Assert.Single(await Store.Due("mail", Noon, 10, Ct));

        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.Move(seen, Noon.AddMinutes(1), new Batch(), Ct)));

        Assert.Single(leases, leased => leased);
        Assert.Empty(await Store.Due("mail", Noon, 10, Ct));
        Assert.Equal(seen with { DueAt = Noon.AddMinutes(1) }, Assert.Single(await Store.Due("mail", Noon.AddMinutes(1), 10, Ct)));
    }

    [Fact]
    public async Task Only_deliveries_of_the_kind_that_is_asked_for_come()
    {
        await Store.Commit(new Batch([], [Mail("a"), new NewDelivery("b", "mai", "1", Noon), new NewDelivery("c", "mail-batch", "1", Noon), new NewDelivery("d", "mailz", "1", Noon.AddYears(-1))]), Ct);

        Assert.Equal(["a"], (await Store.Due("mail", Noon, 10, Ct)).Select(x => x.Key));
        Assert.Equal(["b"], (await Store.Due("mai", Noon, 10, Ct)).Select(x => x.Key));
        Assert.Empty(await Store.Due("m", Noon, 10, Ct));
    }

    [Fact]
    public async Task Queues_are_counted_kind_by_kind_up_to_a_limit_and_what_has_left_is_in_none()
    {
        Assert.Empty(await Store.Queues(Noon, 10, Ct));
        await Store.Commit(
            new Batch([], [Mail("a", Noon.AddHours(-3)), Mail("b"), Mail("c"), Mail("d", Noon.AddTicks(1)), Mail("gone", Noon.AddHours(-5)), new NewDelivery("e", "mail-batch", "1", Noon.AddDays(1)), new NewDelivery("f", "mai", "1", Noon)]), Ct);
        Assert.True(await Store.Move((await Store.Due("mail", Noon, 1, Ct))[0], null, new Batch(), Ct));

        Assert.Equal(
            [new DeliveryQueue("mai", 1, Noon, 0), new DeliveryQueue("mail", 3, Noon.AddHours(-3), 1), new DeliveryQueue("mail-batch", 0, null, 1)],
            await Store.Queues(Noon, 10, Ct));
        Assert.Equal(new DeliveryQueue("mail", 2, Noon.AddHours(-3), 1), (await Store.Queues(Noon, 2, Ct))[1]);

        // A lease is a later time.
        Assert.True(await Store.Move((await Store.Due("mail", Noon, 1, Ct))[0], Noon.AddMinutes(2), new Batch(), Ct));
        Assert.Equal(new DeliveryQueue("mail", 2, Noon, 2), (await Store.Queues(Noon, 10, Ct))[1]);
    }

    [Fact]
    public async Task What_is_saved_with_a_move_is_saved_when_it_moves_and_only_then()
    {
        await Store.Commit(new Batch([], [Mail("k")]), Ct);
        var seen = Assert.Single(await Store.Due("mail", Noon, 10, Ct));

        Assert.True(await Store.Move(seen, Noon.AddMinutes(1), new Batch([Doc("with")], [Mail("next")]), Ct));
        Assert.NotNull(await Get("with"));
        Assert.Equal(["next"], (await Store.Due("mail", Noon, 10, Ct)).Select(x => x.Key));

        Assert.False(await Store.Move(seen, null, new Batch([Doc("without")], [Mail("never")]), Ct));
        Assert.Null(await Get("without"));
        Assert.Equal(["next", "k"], (await Store.Due("mail", Noon.AddHours(1), 10, Ct)).Select(x => x.Key));
    }

    [Fact]
    public async Task A_move_whose_document_is_stale_moves_nothing()
    {
        await Store.Commit(new Batch([Doc("a")], [Mail("k")]), Ct);
        var seen = Assert.Single(await Store.Due("mail", Noon, 10, Ct));

        await Assert.ThrowsAsync<StaleDocumentException>(() => Store.Move(seen, null, new Batch([Doc("a") with { Expected = 7 }], [Mail("next")]), Ct));
        Assert.Equal(["k"], (await Store.Due("mail", Noon, 10, Ct)).Select(x => x.Key));
    }
}
