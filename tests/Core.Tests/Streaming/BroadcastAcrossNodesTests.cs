using Microsoft.Extensions.Time.Testing;
using Webinars.Core.Tests.Nodes;
using Webinars.Nodes;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Core.Tests.Streaming;

/// <summary>One broadcast for a webinar, whichever nodes its hosts are on.</summary>
public sealed class BroadcastAcrossNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Guid _webinar = Guid.NewGuid();
    private readonly Guid _hanna = Guid.NewGuid();
    private readonly FakeTimeProvider _time = new(House.Noon);
    private readonly MemoryStore _store = new();
    private readonly NodesInMemory _nodes = new();

    [Fact]
    public async Task Another_host_on_another_node_is_told_that_somebody_is_on_air_until_it_is_over()
    {
        var (here, there) = (Node(), Node());
        var broadcast = Guid.NewGuid();
        await here.Take(_webinar, _hanna, broadcast, default);
        Assert.Equal(Refusal.OnAir, await Refused.With(() => there.Take(_webinar, Guid.NewGuid(), Guid.NewGuid(), default)));

        // Of another webinar it says nothing.
        await there.Take(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), default);

        await here.Release(_webinar, broadcast, default);
        await there.Take(_webinar, Guid.NewGuid(), Guid.NewGuid(), default);
    }

    [Fact]
    public async Task The_same_host_goes_on_on_another_node_as_soon_as_the_first_is_gone_and_not_before()
    {
        var (here, there) = (Node(), Node());
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await here.Take(_webinar, _hanna, first, default);
        var held = here.Hold(_webinar, _hanna, first, default);
        var taking = there.Take(_webinar, _hanna, second, default);

        // The news alone does it: no time passes.
        await held.WaitAsync(Patience);
        Assert.False(taking.IsCompleted);
        await here.Release(_webinar, first, default);
        await Passing(taking, AirTime.Lease / 2);
    }

    [Fact]
    public async Task Where_news_are_lost_the_store_says_it_within_a_third_of_the_lease()
    {
        var (here, there) = (new AirTime(_store, new ThisNode(Alone: false), new OnlyNode(), _time), new AirTime(_store, new ThisNode(Alone: false), new OnlyNode(), _time));
        var first = Guid.NewGuid();
        await here.Take(_webinar, _hanna, first, default);
        var held = here.Hold(_webinar, _hanna, first, default);
        _ = there.Take(_webinar, _hanna, Guid.NewGuid(), default);
        await Passing(held, AirTime.Lease / 3);
    }

    [Fact]
    public async Task One_of_a_node_that_died_keeps_nobody_off_for_longer_than_its_lease()
    {
        var (died, next) = (Node(), Node());
        var broadcast = Guid.NewGuid();
        await died.Take(_webinar, _hanna, broadcast, default);
        _time.Advance(AirTime.Lease - TimeSpan.FromSeconds(1));
        Assert.Equal(Refusal.OnAir, await Refused.With(() => next.Take(_webinar, Guid.NewGuid(), Guid.NewGuid(), default)));
        _time.Advance(TimeSpan.FromSeconds(1));
        await next.Take(_webinar, Guid.NewGuid(), Guid.NewGuid(), default);

        // It was only held up, and hears that it has lost it.
        await Passing(died.Hold(_webinar, _hanna, broadcast, default), AirTime.Lease / 3);
    }

    [Fact]
    public async Task One_that_goes_on_is_kept_and_so_it_is_while_the_store_is_away()
    {
        var away = false;
        var store = new StoreUnderLoad(_store) { BeforeBatch = _ => away ? Task.FromException(new IOException("Away.")) : Task.CompletedTask };
        var (here, there) = (new AirTime(store, new ThisNode(Alone: false), new OnlyNode(), _time), Node());
        var broadcast = Guid.NewGuid();
        await here.Take(_webinar, _hanna, broadcast, default);
        using var over = new CancellationTokenSource();
        var held = here.Hold(_webinar, _hanna, broadcast, over.Token);
        for (var second = 0; second < 60; second++)
        {
            await Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Refusal.OnAir, await Refused.With(() => there.Take(_webinar, Guid.NewGuid(), Guid.NewGuid(), default)));
        away = true;
        for (var second = 0; second < 60; second++)
        {
            await Pass(TimeSpan.FromSeconds(1));
        }

        Assert.False(held.IsCompleted);
        away = false;
        for (var second = 0; second < 6; second++)
        {
            await Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Refusal.OnAir, await Refused.With(() => there.Take(_webinar, Guid.NewGuid(), Guid.NewGuid(), default)));
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
    }

    [Fact]
    public async Task Of_two_that_wait_for_the_same_host_the_later_one_goes_on()
    {
        var (here, there, elsewhere) = (Node(), Node(), Node());
        var first = Guid.NewGuid();
        await here.Take(_webinar, _hanna, first, default);
        var earlier = there.Take(_webinar, _hanna, Guid.NewGuid(), default);
        var later = elsewhere.Take(_webinar, _hanna, Guid.NewGuid(), default);
        await Passing(Assert.ThrowsAsync<RefusedException>(() => earlier), TimeSpan.FromSeconds(1));
        await here.Release(_webinar, first, default);
        await Passing(later, TimeSpan.FromSeconds(1));
    }

    /// <summary>It ends while no more than this passes.</summary>
    private async Task Passing(Task task, TimeSpan most)
    {
        for (var passed = TimeSpan.Zero; passed <= most && !task.IsCompleted; passed += TimeSpan.FromMilliseconds(100))
        {
            await Pass(TimeSpan.FromMilliseconds(100));
        }

        await task.WaitAsync(Patience);
    }

    /// <summary>Whoever waits for this time has the machine's time to do something about it.</summary>
    private async Task Pass(TimeSpan time)
    {
        _time.Advance(time);
        await Task.Delay(1);
    }

    private AirTime Node() => new(_store, new ThisNode(Alone: false), _nodes.Another(), _time);
}
