using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Core.Tests;

public sealed class OutboxTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly MemoryStore _store = new();
    private readonly Vendor _vendor;

    public OutboxTests() => _vendor = new Vendor(_time);

    private DeliveryStore Deliveries => new(_store);

    [Fact]
    public async Task What_is_due_leaves_once_and_what_it_brings_is_saved_with_it()
    {
        await Queue("a", "a", "b");
        await Queue("b");
        await Round();
        await Round();
        Assert.Equal(["a", "b"], _vendor.Taken.Select(one => one.Key).Order());
        Assert.Equal(2, _vendor.Calls.Count);
        Assert.Equal(DeliveryState.Sent, (await Deliveries.Get("a", default))!.State);
        Assert.NotNull(await _store.Get("sent", "a", default));
    }

    [Fact]
    public async Task What_is_not_due_waits()
    {
        await _store.Commit(new Batch([], [new NewDelivery("later", "mail", "{}", Noon.AddMinutes(10))]), default);
        await Round();
        Assert.Empty(_vendor.Calls);
        _time.Advance(TimeSpan.FromMinutes(10));
        await Round();
        Assert.Single(_vendor.Taken);
    }

    [Fact]
    public async Task What_the_vendor_does_not_answer_is_sent_again_with_the_same_bytes_under_the_same_key()
    {
        var packed = 0;
        _vendor.Packs = _ => new Parcel($"made {++packed} times", "a line");
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.Transient());
        await Queue("a");
        await Round();
        Assert.Equal("no-answer", (await Deliveries.Get("a", default))!.Problem);
        await Round();
        Assert.Single(_vendor.Calls);

        _vendor.Before = _ => { };
        _time.Advance(TimeSpan.FromSeconds(5));
        await Round();
        Assert.Equal([("a", "made 1 times"), ("a", "made 1 times")], _vendor.Calls);
        Assert.Equal(2, (await Deliveries.Get("a", default))!.Attempts);
        Assert.Null((await Deliveries.Get("a", default))!.Parcel);
    }

    [Fact]
    public async Task An_answer_that_is_lost_sends_nothing_twice()
    {
        _vendor.After = _ => throw Vendor.Says(new VendorFailure.Transient());
        await Queue("a");
        await Round();
        _vendor.After = _ => { };
        _time.Advance(TimeSpan.FromSeconds(5));
        await Round();
        Assert.Equal(2, _vendor.Calls.Count);
        Assert.Single(_vendor.Taken);
    }

    [Fact]
    public async Task A_process_that_dies_after_sending_sends_nothing_twice()
    {
        // As if killed: the lease stands, and nothing was noted.
        using var killed = new CancellationTokenSource();
        _vendor.After = _ =>
        {
            killed.Cancel();
            throw new InvalidOperationException("killed");
        };
        await Queue("a");
        await Round(killed.Token);
        Assert.Null((await Deliveries.Get("a", default))!.Problem);
        _vendor.After = _ => { };
        await Round();
        Assert.Single(_vendor.Calls);
        _time.Advance(new OutboxTimes().Lease);
        await Round();
        Assert.Equal(2, _vendor.Calls.Count);
        Assert.Single(_vendor.Taken);
        Assert.Equal(DeliveryState.Sent, (await Deliveries.Get("a", default))!.State);
    }

    [Fact]
    public async Task Who_has_lost_the_lease_sends_nothing()
    {
        await Queue("a");
        var due = Assert.Single(await _store.Due("mail", Noon, 1, default));
        await _store.Move(due, Noon.AddMinutes(2), new Batch(), default);
        var slow = due with { DueAt = Noon.AddMinutes(2) };
        _time.Advance(TimeSpan.FromMinutes(3));
        await Round();
        await Sender().Run(_vendor, slow, Noon, default);
        Assert.Single(_vendor.Calls);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_vendor_says()
    {
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.RateLimited(TimeSpan.FromMinutes(5)));
        await Queue("a");
        await Round();
        _vendor.Before = _ => { };
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await Round();
        Assert.Empty(_vendor.Taken);
        _time.Advance(TimeSpan.FromSeconds(10));
        await Round();
        Assert.Single(_vendor.Taken);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task What_the_vendor_calls_wrong_is_dead_at_once_and_an_operator_may_send_it_after_all(int status)
    {
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.Rejected(status));
        await Queue("a");
        await Round();
        var dead = Assert.Single(await Deliveries.FindDead(null, 10, default));
        Assert.Equal((DeliveryState.Dead, $"rejected-{status}", "a line"), (dead.State, dead.Problem, dead.Summary));
        Assert.Equal([("a", DeliveryState.Dead)], _vendor.GivenUp);

        _vendor.Before = _ => { };
        var again = await new ReviveDelivery(_store, Deliveries, _time).Run("a", default);
        await Round();
        Assert.Equal(again, Assert.Single(_vendor.Taken).Key);
        Assert.Empty(await Deliveries.FindDead(null, 10, default));
        Assert.Equal("wrong-state", await Refused.Code(() => new ReviveDelivery(_store, Deliveries, _time).Run("a", default)));
        Assert.Equal("wrong-state", await Refused.Code(() => new ReviveDelivery(_store, Deliveries, _time).Run(again, default)));
        Assert.Equal("not-found", await Refused.Code(() => new ReviveDelivery(_store, Deliveries, _time).Run("b", default)));
    }

    [Fact]
    public async Task What_makes_no_sense_any_more_is_dropped_also_between_two_attempts()
    {
        _vendor.Packs = delivery => delivery.Key == "never" ? null : new Parcel("x", "a line");
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.Transient());
        await Queue("never", "once");
        await Round();
        _vendor.Packs = _ => null;
        _time.Advance(TimeSpan.FromSeconds(5));
        await Round();
        Assert.Single(_vendor.Calls);
        Assert.Equal([("never", DeliveryState.Dropped), ("once", DeliveryState.Dropped)], _vendor.GivenUp);
    }

    [Fact]
    public async Task It_is_given_up_before_the_vendor_forgets_its_key()
    {
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.Transient());
        await Queue("a");
        while ((await Deliveries.Get("a", default))?.State is not DeliveryState.Dead && _time.GetUtcNow() < Noon.AddDays(3))
        {
            await Round();
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        var dead = (await Deliveries.Get("a", default))!;
        Assert.Equal("no-answer", dead.Problem);
        Assert.InRange(dead.LastAt - dead.FirstAt, TimeSpan.FromHours(23), TimeSpan.FromHours(24.5));
        Assert.InRange(_vendor.Calls.Count, 20, 40);
    }

    [Fact]
    public async Task A_fault_of_ours_is_tried_again_and_no_other_delivery_waits_for_it()
    {
        _vendor.Packs = delivery => delivery.Key == "bad" ? throw new InvalidOperationException() : new Parcel("x", "");
        await Queue("bad", "good");
        await Round();
        Assert.Equal("good", Assert.Single(_vendor.Taken).Key);
        Assert.Equal("fault", (await Deliveries.Get("bad", default))!.Problem);
        _vendor.Packs = _ => new Parcel("x", "");
        _time.Advance(TimeSpan.FromSeconds(5));
        await Round();
        Assert.Equal(2, _vendor.Taken.Count);
    }

    [Fact]
    public void A_pause_grows_is_never_shorter_than_asked_for_and_never_the_same_for_all()
    {
        var times = new OutboxTimes();
        Assert.Equal([2, 4, 8, 16], Enumerable.Range(1, 4).Select(n => times.Pause(n, TimeSpan.Zero, 0.5).TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(1), times.Pause(1000, TimeSpan.Zero, 0.5));
        Assert.InRange(times.Pause(1, TimeSpan.FromHours(2), 0), TimeSpan.FromHours(2), TimeSpan.FromHours(2.1));
        Assert.NotEqual(times.Pause(3, TimeSpan.Zero, 0.1), times.Pause(3, TimeSpan.Zero, 0.9));
    }

    private async Task Queue(params string[] keys) =>
        await _store.Commit(new Batch([], [.. keys.Select(key => new NewDelivery(key, "mail", $$"""{"id":"{{key}}"}""", _time.GetUtcNow()))]), default);

    private SendDelivery Sender() => new(_store, Deliveries, new SendSlots(_store, _time), new OutboxTimes(), _time);

    private async Task Round(CancellationToken ct = default) => await Task.WhenAll(
        await new KeepDelivering(_store, Sender(), [_vendor], new OutboxTimes(), _time, NullLogger<KeepDelivering>.Instance).Begin(_vendor, 10, ct));
}
