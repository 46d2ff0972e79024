using Microsoft.Extensions.Time.Testing;
using Webinars.Nodes;

namespace Webinars.Core.Tests.Nodes;

public sealed class DutyTests
{
    private const string Duty = "water-the-plants";
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(House.Noon);

    [Fact]
    public async Task Of_several_nodes_one_has_a_duty_for_as_long_as_it_asks()
    {
        var nodes = Enumerable.Range(0, 5).Select(_ => Node()).ToList();
        Assert.Equal(1, await Having(nodes));
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.True(await nodes[0].IsMine(Duty, default));
            Assert.Equal(1, await Having(nodes));
        }
    }

    [Fact]
    public async Task A_duty_of_a_node_that_died_is_another_s_when_its_lease_has_run_out_and_not_before()
    {
        var (died, next) = (Node(), Node());
        Assert.True(await died.IsMine(Duty, default));
        _time.Advance(Duties.Lease - TimeSpan.FromSeconds(1));
        Assert.False(await next.IsMine(Duty, default));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await next.IsMine(Duty, default));

        // It was only held up.
        Assert.False(await died.IsMine(Duty, default));
    }

    [Fact]
    public async Task What_was_given_back_is_another_s_at_once_and_nobody_gives_back_what_is_not_theirs()
    {
        var (first, next) = (Node(), Node());
        await first.IsMine(Duty, default);
        await next.GiveBack(Duty, default);
        Assert.False(await next.IsMine(Duty, default));
        await first.GiveBack(Duty, default);
        Assert.True(await next.IsMine(Duty, default));
        await first.GiveBack(Duty, default);
        Assert.False(await first.IsMine(Duty, default));
    }

    [Fact]
    public async Task A_node_that_is_alone_has_every_duty_and_does_not_ask()
    {
        var alone = new Duties(null!, new ThisNode(Alone: true), _time);
        Assert.True(await alone.IsMine(Duty, default));
        await alone.GiveBack(Duty, default);
    }

    [Fact]
    public async Task Of_many_that_ask_in_the_same_moment_one_has_it()
    {
        var nodes = Enumerable.Range(0, 50).Select(_ => new Duties(new StoreUnderLoad(_store), new ThisNode(Alone: false), _time)).ToList();
        Assert.Single(await Task.WhenAll(nodes.Select(node => Task.Run(() => node.IsMine(Duty, default)))), mine => mine);
    }

    private static async Task<int> Having(IEnumerable<Duties> nodes)
    {
        var having = 0;
        foreach (var node in nodes)
        {
            having += await node.IsMine(Duty, default) ? 1 : 0;
        }

        return having;
    }

    private Duties Node() => new(_store, new ThisNode(Alone: false), _time);
}
