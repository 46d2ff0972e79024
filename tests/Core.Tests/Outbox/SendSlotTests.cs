using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Core.Tests;

public sealed class SendSlotTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly StoreUnderLoad _store = new(new MemoryStore());

    [Fact]
    public async Task Two_nodes_together_stay_within_the_rate()
    {
        SendSlots[] nodes = [new(_store, _time), new(_store, _time)];
        var left = new List<DateTimeOffset>();
        var all = Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            await nodes[i % 2].Wait("mail", 4, default);
            lock (left)
            {
                left.Add(_time.GetUtcNow());
            }
        }));
        for (var step = 0; step < 400 && !all.IsCompleted; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(2);
        }

        await all.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(40, left.Count);

        // Two slots of one node are a quarter of a second apart by the clock that gave them; who was given one may see it up to a step late.
        Assert.InRange((left[^1] - left[0]).TotalSeconds, 9, 20);
        Assert.All(left, at => Assert.InRange(left.Count(other => other >= at && other < at.AddSeconds(1)), 1, 5));
    }

    [Fact]
    public async Task Two_kinds_of_one_vendor_share_its_limit()
    {
        var one = new Vendor(_time, "letter") { PerSecond = 4, Lane = "mail" };
        var other = new Vendor(_time, "letter-batch") { PerSecond = 4, Lane = "mail" };
        await _store.Commit(new Batch([], [.. Enumerable.Range(0, 40).Select(i => new NewDelivery($"k{i}", i % 2 == 0 ? "letter" : "letter-batch", "{}", _time.GetUtcNow()))]), default);
        var times = new OutboxTimes();
        using var worker = new KeepDelivering(
            _store, new SendDelivery(_store, new DeliveryStore(_store), new SendSlots(_store, _time), times, _time), [one, other], times, _time, NullLogger<KeepDelivering>.Instance);
        await worker.StartAsync(default);
        for (var step = 0; step < 2000 && one.Taken.Count + other.Taken.Count < 40; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(2);
        }

        await worker.StopAsync(default);
        var left = one.Taken.Concat(other.Taken).Select(taken => taken.At).Order().ToList();
        Assert.Equal(40, left.Count);
        Assert.All(left, at => Assert.InRange(left.Count(later => later >= at && later < at.AddSeconds(1)), 1, 5));
        Assert.All([one, other], kind => Assert.Equal(20, kind.Taken.Count));
    }

    [Fact]
    public async Task A_slot_that_a_wrong_clock_has_noted_is_not_waited_for()
    {
        var slots = new SendSlots(_store, _time);
        var right = _time.GetUtcNow();
        var wrong = new SendSlots(_store, new FakeTimeProvider(right.AddDays(1)));
        await wrong.Wait("mail", 4, default);
        await slots.Wait("mail", 4, default).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(slots.Wait("mail", 4, default).IsCompleted);
    }

    [Fact]
    public async Task Lanes_do_not_wait_for_each_other()
    {
        var slots = new SendSlots(_store, _time);
        await slots.Wait("mail", 0.01, default);
        await slots.Wait("in-app", 0.01, default).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(slots.Wait("mail", 0.01, default).IsCompleted);
    }
}
