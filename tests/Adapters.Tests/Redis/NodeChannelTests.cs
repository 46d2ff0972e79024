using System.Collections.Concurrent;
using System.Diagnostics;
using Webinars.Core.Tests;
using Webinars.Nodes;
using Webinars.Servers;

namespace Webinars.Adapters.Tests.Redis;

/// <summary>What nodes tell each other, through a real server that is hurt.</summary>
public sealed class NodeChannelTests(ITestOutputHelper output) : TwoNodes
{
    private static readonly Guid Room = Guid.NewGuid();

    [Fact]
    public async Task Nodes_hear_each_other_and_not_themselves()
    {
        await Heard(new SessionEnded("s"));
        Two.Channel.Tell(new PersonEnded(Room));
        await RedisNode.Until(() => One.Heard.Contains(new PersonEnded(Room)));
        Assert.DoesNotContain(new SessionEnded("s"), One.Heard);
        Assert.DoesNotContain(new PersonEnded(Room), Two.Heard);
    }

    [Fact]
    public async Task What_happens_in_a_room_is_told_to_who_follows_it_and_to_nobody_else()
    {
        var (here, there, elsewhere) = (Follow(One), Follow(Two), new ConcurrentQueue<RoomNews>());
        using var other = Two.Channel.Follow(Guid.NewGuid(), elsewhere.Enqueue);
        await RedisNode.Until(() => !there.IsEmpty, () => One.Channel.Tell(Room, new LogGrew(7)));
        One.Channel.Tell(Room, new Reacted(new Dictionary<string, int> { ["🎉"] = 3 }));
        await RedisNode.Until(() => there.OfType<Reacted>().Any());
        Assert.Equal(3, there.OfType<Reacted>().Single().Counts["🎉"]);
        Assert.Equal(new LogGrew(7), there.First());
        Assert.Empty(here);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task Who_follows_no_more_hears_no_more_and_the_server_is_told()
    {
        var heard = new ConcurrentQueue<RoomNews>();
        var (first, second) = (Two.Channel.Follow(Room, heard.Enqueue), Two.Channel.Follow(Room, _ => { }));
        await RedisNode.Until(() => !heard.IsEmpty, () => One.Channel.Tell(Room, new LogGrew(1)));
        first.Dispose();
        first.Dispose();
        heard.Clear();
        Assert.Equal(1, await Subscribers());
        second.Dispose();
        await RedisNode.Until(() => Subscribers().Result == 0);
        Assert.Empty(heard);
    }

    [Fact]
    public async Task Whoever_comes_and_goes_at_once_leaves_nothing_behind_and_who_stays_hears_everything_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Two.Channel.Follow(Room, _ => { }).Dispose(), CancellationToken.None)));
        await RedisNode.Until(() => Subscribers().Result == 0);
        var heard = Follow(Two);
        Parallel.For(0, 100, _ => Two.Channel.Follow(Room, _ => { }).Dispose());
        await RedisNode.Until(() => !heard.IsEmpty, () => One.Channel.Tell(Room, new LogGrew(1)));
        heard.Clear();
        One.Channel.Tell(Room, new Reacted(new Dictionary<string, int> { ["a"] = 1 }));
        One.Channel.Tell(Room, new Reacted(new Dictionary<string, int> { ["b"] = 1 }));
        await RedisNode.Until(() => heard.OfType<Reacted>().Any(one => one.Counts.ContainsKey("b")) && heard.OfType<Reacted>().Any(one => one.Counts.ContainsKey("a")));
        Assert.Equal(2, heard.OfType<Reacted>().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_restart_or_a_cut_everybody_hears_again_and_knows_that_something_was_missed(bool cut)
    {
        var there = Follow(Two);
        if (cut)
        {
            await Redis.CutSubscribers();
        }
        else
        {
            await Redis.Kill();
            await RedisNode.Until(() => One.Channel.Link is NodeLink.Down && Two.Channel.Link is NodeLink.Down);
            One.Channel.Tell(new SessionEnded("ended meanwhile"));
            await Redis.Start();
        }

        await RedisNode.Until(() => One.Restored == 2 && Two.Restored == 2);
        Assert.Equal((NodeLink.Up, NodeLink.Up), (One.Channel.Link, Two.Channel.Link));
        await RedisNode.Until(() => !there.IsEmpty, () => One.Channel.Tell(Room, new LogGrew(9)));
        await Heard(new SessionEnded("ended after"));
        await RedisNode.Until(() => cut || Two.Heard.Contains(new SessionEnded("ended meanwhile")));

        // Nobody hears twice.
        there.Clear();
        One.Channel.Tell(Room, new Reacted(new Dictionary<string, int> { ["a"] = 1 }));
        await RedisNode.Until(() => there.OfType<Reacted>().Any());
        await Heard(new SessionEnded("last"));
        Assert.Single(there.OfType<Reacted>());
        Assert.Equal(["Information: Redis is there: nodes hear each other"], One.Logged.Where(line => line.Contains("is there", StringComparison.Ordinal)).Distinct());
        Assert.True(One.Logged.Count <= 3, string.Join('\n', One.Logged));
    }

    [Fact]
    public async Task A_frozen_server_is_found_out_and_nobody_waits_for_it()
    {
        using var following = Two.Channel.Follow(Room, _ => { });
        await Redis.Freeze();
        try
        {
            var begun = Stopwatch.GetTimestamp();
            for (var i = 0; i < 10_000; i++)
            {
                One.Channel.Tell(new SessionEnded("s"));
                One.Channel.Tell(Room, new LogGrew(i));
                One.Limits.Take(Room, Guid.NewGuid(), Webinars.Rooms.Limited.Chat);
            }

            var took = Stopwatch.GetElapsedTime(begun);
            output.WriteLine($"30,000 calls while frozen: {took.TotalMilliseconds:0} ms");
            Assert.True(took < TimeSpan.FromSeconds(3), $"{took}");
            await RedisNode.Until(() => One.Channel.Link is NodeLink.Down);
        }
        finally
        {
            await Redis.Thaw();
        }

        await RedisNode.Until(() => One.Restored == 2);
    }

    [Fact]
    public async Task A_thousand_appends_make_few_hints_and_the_last_one_is_among_them()
    {
        var there = Follow(Two);
        await RedisNode.Until(() => !there.IsEmpty, () => One.Channel.Tell(Room, new LogGrew(1)));
        there.Clear();
        var begun = Stopwatch.GetTimestamp();
        for (var head = 2; head <= 1_001; head++)
        {
            One.Channel.Tell(Room, new LogGrew(head));
            if (head % 100 == 0)
            {
                await Task.Delay(20);
            }
        }

        await RedisNode.Until(() => there.Contains(new LogGrew(1_001)));
        var most = (Stopwatch.GetElapsedTime(begun).TotalMilliseconds / 5) + 2;
        output.WriteLine($"{there.Count} hints of 1,000 appends in {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms");
        Assert.InRange(there.Count, 2, Math.Min(most, 200));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"from":"0198a2c4-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"from":"0198a2c4-0000-7000-8000-000000000000","news":{"type":"of-tomorrow","a":1}}""")]
    [InlineData("""{"from":"0198a2c4-0000-7000-8000-000000000000","news":{"session":"s"}}""")]
    [InlineData("""{"from":1,"news":[]}""")]
    [InlineData("null")]
    public async Task What_nobody_understands_is_passed_over(string message)
    {
        Assert.Equal("2", (await Redis.Say("publish", "webinars:nodes", message)).Trim());
        await Redis.Say("publish", "webinars:nodes", """{"more":1,"news":{"session":"known","more":2,"type":"session-ended"},"from":"0198a2c4-0000-7000-8000-000000000000"}""");
        await RedisNode.Until(() => One.Heard.Contains(new SessionEnded("known")));
        Assert.Single(One.Heard);
    }

    [Fact]
    public async Task Two_deployments_share_one_server_and_do_not_hear_each_other()
    {
        await using var other = await RedisNode.Started($"{Redis.ConnectionString},channelPrefix=staging", Store);
        other.Channel.Tell(new SessionEnded("of staging"));
        await Heard(new SessionEnded("ours"));
        Assert.DoesNotContain(new SessionEnded("of staging"), Two.Heard);
        Assert.Empty(other.Heard);
    }

    private ConcurrentQueue<RoomNews> Follow(RedisNode node)
    {
        var heard = new ConcurrentQueue<RoomNews>();
        node.Channel.Follow(Room, heard.Enqueue);
        return heard;
    }

    private async Task Heard(NodeNews news)
    {
        One.Channel.Tell(news);
        await RedisNode.Until(() => Two.Heard.Contains(news));
    }

    private async Task<int> Subscribers() => int.Parse((await Redis.Say("pubsub", "numsub", $"webinars:{{{Room}}}:news")).Split('\n')[1]);
}
