using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Storage;

namespace Webinars.Core.Tests.Nodes;

public sealed class StoreTimeTests
{
    private readonly FakeTimeProvider _ofStore = new(House.Noon);

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    [InlineData(29)]
    [InlineData(0)]
    public async Task A_node_has_the_time_of_the_store_whatever_its_machine_says(int seconds)
    {
        var (keep, time, _) = Node(TimeSpan.FromSeconds(seconds));
        Assert.Equal(TimeSpan.FromSeconds(seconds), await keep.Measure(first: true, default));
        Assert.Equal(House.Noon, time.GetUtcNow());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    [InlineData(90)]
    public async Task A_machine_that_is_far_off_does_not_start(int seconds)
    {
        var off = await Assert.ThrowsAsync<NotLikeOthersException>(() => Node(TimeSpan.FromSeconds(seconds)).Keep.Begin(default));
        Assert.Contains($"{Math.Abs(seconds)} s off", off.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29)]
    [InlineData(-29)]
    [InlineData(1)]
    public async Task One_that_is_less_off_starts(int seconds) => await Node(TimeSpan.FromSeconds(seconds)).Keep.Begin(default);

    [Fact]
    public async Task A_clock_that_is_set_back_slows_down_and_never_goes_backwards()
    {
        var (keep, time, machine) = Node(default);
        await keep.Measure(first: true, default);
        Pass(machine, TimeSpan.FromSeconds(10));

        // The store is now four seconds behind what this node says.
        machine.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(4), await keep.Measure(first: false, default));
        var before = time.GetUtcNow();
        for (var i = 0; i < 100; i++)
        {
            Pass(machine, TimeSpan.FromMilliseconds(100));
            var now = time.GetUtcNow();
            Assert.True(now > before);
            before = now;
        }

        Assert.Equal(_ofStore.GetUtcNow(), time.GetUtcNow());
    }

    [Fact]
    public async Task A_little_lateness_is_made_up_for_bit_by_bit_and_much_at_once()
    {
        var (keep, time, machine) = Node(default);
        await keep.Measure(first: true, default);
        _ofStore.Advance(TimeSpan.FromSeconds(1));
        await keep.Measure(first: false, default);
        Assert.Equal(TimeSpan.FromSeconds(1), _ofStore.GetUtcNow() - time.GetUtcNow());
        Pass(machine, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(0.5), _ofStore.GetUtcNow() - time.GetUtcNow());
        Pass(machine, TimeSpan.FromSeconds(1));
        Assert.Equal(_ofStore.GetUtcNow(), time.GetUtcNow());

        _ofStore.Advance(TimeSpan.FromSeconds(90));
        await keep.Measure(first: false, default);
        Assert.Equal(_ofStore.GetUtcNow(), time.GetUtcNow());
    }

    [Fact]
    public async Task Of_several_probes_the_quickest_counts()
    {
        var machine = new FakeTimeProvider(House.Noon);
        var time = new StoreTime(machine);
        var slow = new Queue<int>([800, 20, 4000, 600, 900]);
        var farAway = new Answers(() =>
        {
            // There in no time, back in a long one: the middle is wrong by half of it.
            var told = machine.GetUtcNow();
            machine.Advance(TimeSpan.FromMilliseconds(slow.Dequeue()));
            return told;
        });
        var keep = new KeepTime(new MemoryStore { Clock = farAway }, time, NullLogger<KeepTime>.Instance);
        await keep.Measure(first: true, default);
        Assert.InRange((time.GetUtcNow() - machine.GetUtcNow()).Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task A_ticket_of_a_node_whose_machine_is_a_minute_and_a_half_late_is_good_on_the_others_for_its_minute()
    {
        var store = new MemoryStore { Clock = _ofStore };
        var (keep, late, machine) = Node(TimeSpan.FromSeconds(-90), store);
        await keep.Measure(first: true, default);
        var (here, there) = (Office(late), Office(_ofStore));
        var ticket = await Issued();
        Pass(machine, TimeSpan.FromSeconds(50));
        Assert.NotNull(await there.Redeem(ticket, default));

        var old = await Issued();
        Pass(machine, TimeSpan.FromSeconds(61));
        Assert.Null(await there.Redeem(old, default));

        TicketOffice Office(TimeProvider time) => new(new Secrets(store), new TicketBook(time), time);

        async Task<string> Issued() => (await here.Issue(Guid.NewGuid(), new Person(Guid.NewGuid(), null, "Ada", null, null), Role.Attendee, null, default)).Ticket;
    }

    private void Pass(FakeTimeProvider machine, TimeSpan time)
    {
        machine.Advance(time);
        _ofStore.Advance(time);
    }

    private (KeepTime Keep, StoreTime Time, FakeTimeProvider Machine) Node(TimeSpan off, MemoryStore? store = null)
    {
        var machine = new FakeTimeProvider(House.Noon + off);
        var time = new StoreTime(machine);
        return (new KeepTime(store ?? new MemoryStore { Clock = _ofStore }, time, NullLogger<KeepTime>.Instance), time, machine);
    }

    private sealed class Answers(Func<DateTimeOffset> now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now();
    }
}
