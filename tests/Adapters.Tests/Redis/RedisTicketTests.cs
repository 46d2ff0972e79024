using System.Diagnostics;
using Webinars.Core.Tests;
using Webinars.Nodes;
using Webinars.Servers;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Redis;

/// <summary>A ticket is good once, wherever; whatever becomes of Redis.</summary>
public sealed class RedisTicketTests(ITestOutputHelper output) : TwoNodes
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_nodes_that_are_given_it_at_once_one_takes_it(bool away)
    {
        if (away)
        {
            await Redis.Kill();
        }

        var tickets = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList();
        var taken = await Task.WhenAll(tickets.SelectMany(number => new[] { Redeem(One, number), Redeem(Two, number), Redeem(Two, number) }));
        Assert.Equal(100, taken.Count(good => good));
        Assert.Equal(!away, (await Redis.Say("dbsize").ContinueWith(size => size.IsCompletedSuccessfully ? size.Result.Trim() : "0", TaskScheduler.Default)) == "100");
    }

    [Fact]
    public async Task What_was_redeemed_before_Redis_went_or_while_it_was_away_is_not_good_after()
    {
        var (before, during, unused) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Assert.True(await Redeem(One, before));
        await Redis.Kill();
        await RedisNode.Until(() => One.Channel.Link is NodeLink.Down && Two.Channel.Link is NodeLink.Down);
        while (await Store.Get("ticket", before.ToString(), default) is null)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.True(await Redeem(One, during));
        Assert.False(await Redeem(Two, before));
        Assert.Equal(2, await Stored());

        // It comes back empty.
        await Redis.Start();
        await RedisNode.Until(() => One.Restored == 2 && Two.Restored == 2);
        await using var three = await RedisNode.Started(Redis.ConnectionString, Store);
        Assert.False(await Redeem(Two, during));
        Assert.False(await Redeem(Two, before));
        Assert.True(await Redeem(Two, unused));
        Assert.False(await Redeem(three, unused));
    }

    [Fact]
    public async Task A_frozen_Redis_holds_nobody_up_for_long()
    {
        await Redis.Freeze();
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var number = Guid.NewGuid();
            var taken = await Task.WhenAll(Redeem(One, number), Redeem(Two, number));
            output.WriteLine($"redeemed while frozen: {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms");
            Assert.Single(taken, good => good);
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(2));
        }
        finally
        {
            await Redis.Thaw();
        }
    }

    [Fact]
    public async Task It_is_forgotten_when_it_would_have_expired()
    {
        Assert.True(await Redeem(One, Guid.NewGuid()));
        var key = (await Redis.Say("keys", "*")).Trim();
        Assert.StartsWith("webinars:ticket:", key, StringComparison.Ordinal);
        Assert.InRange(int.Parse((await Redis.Say("pttl", key)).Trim()), 1, 66_000);
    }

    [Fact]
    public async Task Joining_takes_hardly_longer()
    {
        await Redeem(One, Guid.NewGuid());
        var took = new List<double>();
        for (var i = 0; i < 2_000; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            Assert.True(await Redeem(One, Guid.NewGuid()));
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        took.Sort();
        output.WriteLine($"redeem: p50 {took[1_000]:0.000} ms, p99 {took[1_980]:0.000} ms, max {took[^1]:0.0} ms");
        Assert.True(took[1_000] < 20);
        Assert.Equal(0, await Stored());
    }

    private Task<int> Stored() => Store.Count("ticket", "expires", "", TimeKey.End, CancellationToken.None);

    private static async Task<bool> Redeem(RedisNode node, Guid number) => await node.Tickets.Redeem(number, TimeProvider.System.GetUtcNow().AddSeconds(60), CancellationToken.None);
}
