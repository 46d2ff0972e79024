using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>What an enemy of the outbox would try: poison, a store that is away, a slow vendor, a wrong clock, an end in the middle.</summary>
public sealed class OutboxTroubleTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly StoreUnderLoad _store = new(new MemoryStore());
    private readonly Vendor _vendor;

    public OutboxTroubleTests() => _vendor = new Vendor(_time);

    private DeliveryStore Deliveries => new(_store);

    [Fact]
    public async Task What_fails_in_sending_by_a_fault_of_ours_is_noted_and_tried_ever_less_often_until_it_is_given_up()
    {
        _vendor.Before = delivery =>
        {
            if (delivery.Key == "poison")
            {
                throw new InvalidOperationException();
            }
        };
        await Queue("poison", "good");
        await Round();
        Assert.Equal("good", Assert.Single(_vendor.Taken).Key);
        Assert.Equal(("fault", DeliveryState.Underway), await Now("poison"));
        Assert.Equal("poison", Assert.Single(await Deliveries.FindUnderway(10, default)).Key);
        await RoundsUntil(Noon.AddHours(25));
        Assert.Equal(("fault", DeliveryState.Dead), await Now("poison"));
        Assert.InRange(_vendor.Calls.Count, 20, 45);
        Assert.Empty(await Deliveries.FindUnderway(10, default));
        Assert.Null((await Deliveries.Get("poison", default))!.Parcel);
    }

    [Fact]
    public async Task What_cannot_even_be_given_up_ends()
    {
        _vendor.Packs = _ => throw new InvalidOperationException();
        _vendor.AtEnd = _ => throw new InvalidOperationException();
        await Queue("poison");
        await RoundsUntil(Noon.AddHours(25));
        Assert.Equal(("fault", DeliveryState.Dead), await Now("poison"));
        Assert.Empty(await _store.Due("mail", DateTimeOffset.MaxValue.AddDays(-1), 10, default));
    }

    [Fact]
    public async Task A_carrier_is_told_when_a_delivery_was_due_first_however_often_it_was_tried()
    {
        var told = new List<DateTimeOffset>();
        _vendor.Packs = delivery =>
        {
            told.Add(delivery.DueAt);
            return new Parcel("x", "");
        };
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.Transient());
        await Queue("a");
        _time.Advance(TimeSpan.FromMinutes(3));
        await Round();
        _time.Advance(TimeSpan.FromMinutes(3));
        await Round();
        Assert.Equal([Noon, Noon], told);
    }

    [Fact]
    public async Task A_vendor_that_takes_longer_than_the_lease_is_asked_twice_and_takes_it_once()
    {
        var (called, slow) = (new TaskCompletionSource(), new TaskCompletionSource());
        _vendor.Answers = async () =>
        {
            if (called.TrySetResult())
            {
                await slow.Task;
            }
        };
        await Queue("a");
        var begun = await Begin();
        await called.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _time.Advance(new OutboxTimes().Lease + TimeSpan.FromSeconds(1));
        await Round();
        Assert.Equal((null, DeliveryState.Sent), await Now("a"));
        slow.SetResult();
        await Task.WhenAll(begun);
        Assert.Equal((2, 1), (_vendor.Calls.Count, _vendor.Taken.Count));
        Assert.Equal((null, DeliveryState.Sent), await Now("a"));
    }

    [Fact]
    public async Task A_store_that_is_away_when_it_has_left_costs_a_second_call_and_no_second_letter()
    {
        var away = true;
        _store.BeforeMove = dueAt => away && dueAt is null ? throw new IOException("away") : Task.CompletedTask;
        await Queue("a");
        await Round();
        Assert.Equal(("fault", DeliveryState.Underway), await Now("a"));
        away = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        await Round();
        Assert.Equal((2, 1), (_vendor.Calls.Count, _vendor.Taken.Count));
        Assert.Equal((null, DeliveryState.Sent), await Now("a"));
    }

    [Fact]
    public async Task A_store_that_was_away_is_asked_again_and_what_waited_leaves()
    {
        var left = new TaskCompletionSource();
        var away = 3;
        _store.BeforeMove = _ => away-- > 0 ? throw new OperationCanceledException("a time limit of the store's own") : Task.CompletedTask;
        _vendor.After = _ => left.TrySetResult();
        await Queue("a");
        using var worker = Worker(new OutboxTimes());
        await worker.StartAsync(default);
        for (var step = 0; step < 1000 && !left.Task.IsCompleted; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        Assert.True(left.Task.IsCompleted);
        await worker.StopAsync(default);
    }

    [Fact]
    public async Task What_is_on_its_way_when_the_process_ends_arrives_and_is_noted_and_nothing_new_is_begun()
    {
        var (called, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _vendor.Answers = () =>
        {
            called.TrySetResult();
            return answer.Task;
        };
        await Queue("a");
        using var worker = Worker(new OutboxTimes());
        await worker.StartAsync(default);
        for (var step = 0; step < 1000 && !called.Task.IsCompleted; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        var stopped = worker.StopAsync(default);
        await Queue("b");
        Assert.False(stopped.IsCompleted);
        answer.SetResult();
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((null, DeliveryState.Sent), await Now("a"));
        Assert.Null(await Deliveries.Get("b", default));
    }

    [Fact]
    public async Task Two_workers_over_one_store_send_nothing_twice()
    {
        const int Many = 300;
        await Queue([.. Enumerable.Range(0, Many).Select(i => $"k{i}")]);
        await Queue([.. Enumerable.Range(0, Many).Select(i => $"k{i}")]);
        var keys = new ConcurrentDictionary<string, int>();
        _vendor.After = delivery => keys.AddOrUpdate(delivery.Key, 1, (_, n) => n + 1);
        var begun = new ConcurrentBag<Task>();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            using var worker = Worker(new OutboxTimes());
            while (await worker.Begin(_vendor, 8, default) is { } some && keys.Count < Many)
            {
                await Task.WhenAll(some);
                await Task.Yield();
            }
        })));
        Assert.Equal(Many, keys.Count);
        Assert.All(keys, key => Assert.Equal(1, key.Value));
        Assert.Equal(Many, _vendor.Calls.Count);
    }

    [Fact]
    public async Task What_has_ended_is_forgotten_after_a_month_and_what_is_under_way_is_not()
    {
        _vendor.Before = delivery =>
        {
            if (delivery.Key != "sent")
            {
                throw Vendor.Says(delivery.Key == "dead" ? new VendorFailure.Rejected(422) : new VendorFailure.RateLimited(TimeSpan.FromDays(60)));
            }
        };
        await Queue("sent", "dead", "waits");
        await Round();
        Assert.Null((await Deliveries.Get("sent", default))!.Parcel);
        Assert.Null((await Deliveries.Get("dead", default))!.Parcel);
        using var sweep = new SweepExpired(_store, [new ExpiringKind(DeliveryStore.Kind)], _time, NullLogger<SweepExpired>.Instance);
        _time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await sweep.Round(default));
        _time.Advance(TimeSpan.FromDays(1.1));
        Assert.Equal(2, await sweep.Round(default));
        Assert.NotNull(await Deliveries.Get("waits", default));

        // Its key stays taken all the same.
        await Queue("sent");
        Assert.Equal("waits", Assert.Single(await _store.Due("mail", _time.GetUtcNow().AddYears(1), 10, default)).Key);
    }

    [Fact]
    public async Task The_dead_are_listed_page_by_page_and_none_is_passed_over_where_many_died_at_once()
    {
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.Rejected(422));
        await Queue([.. Enumerable.Range(0, 10).Select(i => $"k{i}")]);
        await Round();
        var (all, before) = (new List<string>(), (string?)null);
        while (await Deliveries.FindDead(before, 3, default) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(one => one.Key));
            before = DeliveryStore.Cursor(page[^1]);
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"k{i}"), all.Order());
    }

    [Fact]
    public async Task What_is_sent_again_is_made_anew()
    {
        var packed = 0;
        _vendor.Packs = _ => new Parcel($"made {++packed} times", "a line");
        _vendor.Before = _ => throw Vendor.Says(new VendorFailure.Rejected(422));
        await Queue("a");
        await Round();
        _vendor.Before = _ => { };
        await new ReviveDelivery(_store, Deliveries, _time).Run("a", default);
        await Round();
        Assert.Equal("made 2 times", Assert.Single(_vendor.Taken).Parcel);
        Assert.Equal("a~2", Assert.Single(await Deliveries.FindRevived(10, default)).Again);
    }

    private async Task Queue(params string[] keys) =>
        await _store.Commit(new Batch([], [.. keys.Select(key => new NewDelivery(key, "mail", $$"""{"id":"{{key}}"}""", _time.GetUtcNow()))]), default);

    private async Task<(string? Problem, DeliveryState State)> Now(string key) => await Deliveries.Get(key, default) is { } now ? (now.Problem, now.State) : throw new InvalidOperationException(key);

    private KeepDelivering Worker(OutboxTimes times) => new(
        _store, new SendDelivery(_store, Deliveries, new SendSlots(_store, _time), times, _time), [_vendor], times, _time, NullLogger<KeepDelivering>.Instance);

    private async Task<IReadOnlyList<Task>> Begin()
    {
        using var worker = Worker(new OutboxTimes());
        return await worker.Begin(_vendor, 10, default);
    }

    private async Task Round() => await Task.WhenAll(await Begin());

    private async Task RoundsUntil(DateTimeOffset time)
    {
        while (_time.GetUtcNow() < time)
        {
            await Round();
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
