using System.Diagnostics;
using Webinars.Core.Tests;
using Webinars.Nodes;
using Webinars.Rooms;
using Webinars.Servers;

namespace Webinars.Adapters.Tests.Redis;

/// <summary>Who spreads over nodes may do no more than who does not.</summary>
public sealed class SharedBucketTests(ITestOutputHelper output) : TwoNodes
{
    private static readonly Guid Room = Guid.NewGuid();
    private static readonly Guid Person = Guid.NewGuid();

    [Fact]
    public async Task What_was_taken_on_one_node_is_gone_on_the_other_as_soon_as_it_asks()
    {
        Assert.Equal(5, TakeAll(One));
        var more = 0;
        Refusal? refusal;
        while ((refusal = Chat(Two, Person)) is null)
        {
            more++;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        // By its own count it would have had five.
        Assert.InRange(more, 1, 4);
        Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromSeconds(more), TimeSpan.FromSeconds(2.1 + (2 * more)));
        Assert.Null(Chat(Two, Guid.NewGuid()));
        Assert.Null(Two.Limits.Take(Guid.NewGuid(), Person, Limited.Chat));
        Assert.Null(Two.Limits.Take(Room, Person, Limited.Vote));
    }

    [Fact]
    public async Task Who_does_not_spread_waits_no_longer_than_on_one_node_alone()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(Chat(One, Person));
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }

        await RedisNode.Until(() => Keys().Result.Length > 0);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.InRange(Chat(One, Person)!.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.05));
    }

    [Fact]
    public async Task Without_Redis_each_node_counts_for_itself_and_together_again_when_it_is_back()
    {
        await Redis.Kill();
        await RedisNode.Until(() => One.Channel.Link is NodeLink.Down && Two.Channel.Link is NodeLink.Down);
        Assert.Equal((5, 5), (TakeAll(One), TakeAll(Two)));
        await Redis.Start();
        await RedisNode.Until(() => One.Restored == 2 && Two.Restored == 2);
        var other = Guid.NewGuid();
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(Chat(One, other));
        }

        await RedisNode.Until(() => Chat(Two, other) is not null);
    }

    [Fact]
    public async Task A_bucket_is_forgotten_when_it_is_full()
    {
        Chat(One, Person);
        await RedisNode.Until(() => Keys().Result.Length > 0);
        var key = await Keys();
        Assert.Equal($"webinars:{{{Room}}}:limit:{Person}:Chat", key);
        Assert.InRange(int.Parse((await Redis.Say("pttl", key)).Trim()), 1, 2_000);
    }

    [Fact]
    public async Task What_it_costs()
    {
        const int Actions = 20_000;
        var process = Process.GetCurrentProcess();
        var alone = new RateLimits(new Limits(), TimeProvider.System);
        var people = Enumerable.Range(0, Actions).Select(_ => Guid.NewGuid()).ToList();
        var local = await Cpu(() => people.ForEach(person => alone.Take(Room, person, Limited.Chat)), () => Task.CompletedTask);
        var redisBefore = await RedisCpu();
        var shared = await Cpu(
            () =>
            {
                foreach (var some in people.Chunk(1_000))
                {
                    Array.ForEach(some, person => Chat(One, person));
                    Thread.Sleep(20);
                }
            },
            () => RedisNode.Until(() => int.Parse(Redis.Say("dbsize").Result.Trim()) > 0));
        var redis = (await RedisCpu() - redisBefore) / Actions;
        output.WriteLine($"per action: here {local / Actions:0.00} µs alone, {shared / Actions:0.00} µs shared; Redis {redis:0.00} µs");

        // Our own is that of all tests that run beside this one.
        Assert.InRange(redis, double.Epsilon, 100);
        Assert.True(shared / Actions < 1_000);

        async Task<double> Cpu(Action act, Func<Task> after)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            act();
            await after();
            process.Refresh();
            return (process.TotalProcessorTime - before).TotalMicroseconds;
        }

        async Task<double> RedisCpu() => (await Redis.Say("info", "cpu")).Split('\n').Where(line => line.StartsWith("used_cpu_sys:", StringComparison.Ordinal) || line.StartsWith("used_cpu_user:", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)) * 1_000_000;
    }

    private static int TakeAll(RedisNode node) => Enumerable.Range(0, 100).TakeWhile(_ => Chat(node, Person) is null).Count();

    private static Refusal? Chat(RedisNode node, Guid person) => node.Limits.Take(Room, person, Limited.Chat);

    private async Task<string> Keys() => (await Redis.Say("keys", "*limit*")).Trim();
}
