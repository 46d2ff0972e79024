using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Adapters.Redis;
using Webinars.Core.Tests;
using Webinars.Nodes;
using Webinars.Servers;

namespace Webinars.Adapters.Tests.Redis;

public sealed class RedisStartTests
{
    [Fact]
    public async Task A_node_that_starts_without_Redis_goes_on_and_says_so_once_and_is_heard_when_it_comes()
    {
        await using var redis = await RedisServer.Started();
        await redis.Kill();
        await using var one = await RedisNode.Started(redis.ConnectionString, new MemoryStore(), waits: false);
        var (room, heard) = (Guid.NewGuid(), new ConcurrentQueue<RoomNews>());
        one.Channel.Follow(room, heard.Enqueue);
        Assert.Equal(NodeLink.Down, one.Channel.Link);
        Assert.True(await one.Tickets.Redeem(Guid.NewGuid(), DateTimeOffset.MaxValue.AddYears(-1), CancellationToken.None));
        await RedisNode.Until(() => one.Logged.Any(line => line.StartsWith("Warning: Redis is away", StringComparison.Ordinal)));

        await redis.Start();
        await RedisNode.Until(() => one.Restored == 1);
        await using var two = await RedisNode.Started(redis.ConnectionString, new MemoryStore());
        await RedisNode.Until(() => !heard.IsEmpty, () => two.Channel.Tell(room, new LogGrew(1)));
        Assert.Equal(2, one.Logged.Count);
    }

    [Fact]
    public async Task A_rooms_news_stay_on_one_shard_of_a_cluster()
    {
        await using var redis = await RedisServer.Started("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1", "--cluster-port", $"{ServerProcess.FreePort()}");
        await redis.Say("cluster", "addslotsrange", "0", "16383");
        await RedisNode.Until(() => redis.Say("cluster", "info").Result.Contains("cluster_state:ok", StringComparison.Ordinal));

        // As the cluster calls its node: under two names the client would take it for two.
        var address = $"127.0.0.1:{redis.Port}";
        await using var one = await RedisNode.Started(address, new MemoryStore());
        await using var two = await RedisNode.Started(address, new MemoryStore());
        Assert.True(one.Link.Shards);
        var (room, heard) = (Guid.NewGuid(), new ConcurrentQueue<RoomNews>());
        using (two.Channel.Follow(room, heard.Enqueue))
        {
            await RedisNode.Until(() => !heard.IsEmpty, () => one.Channel.Tell(room, new LogGrew(1)));
            Assert.Contains($"{{{room}}}", await redis.Say("pubsub", "shardchannels"), StringComparison.Ordinal);
            one.Channel.Tell(new SessionEnded("s"));
            await RedisNode.Until(() => two.Heard.Contains(new SessionEnded("s")));
            await redis.CutSubscribers();
            await RedisNode.Until(() => two.Restored == 2);
            heard.Clear();
            await RedisNode.Until(() => !heard.IsEmpty, () => one.Channel.Tell(room, new LogGrew(2)));
        }

        await RedisNode.Until(() => redis.Say("pubsub", "shardchannels").Result.Trim().Length == 0);
        var person = Guid.NewGuid();
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(one.Limits.Take(room, person, Webinars.Rooms.Limited.Chat));
        }

        await RedisNode.Until(() => two.Limits.Take(room, person, Webinars.Rooms.Limited.Chat) is not null);
    }

    [Theory]
    [InlineData("localhost:6379", "redis.example.com:6379,password=s3cret,channelPrefix=webinars:,defaultDatabase=0", true)]
    [InlineData("localhost:6379,channelPrefix=staging", "localhost:6379,ChannelPrefix=staging:", true)]
    [InlineData("localhost:6379", "localhost:6379,channelPrefix=staging", false)]
    [InlineData("localhost:6379", "localhost:6379,defaultDatabase=1", false)]
    public void Nodes_meet_where_the_prefix_and_the_database_are_the_same(string one, string other, bool same) => Assert.Equal(same, RedisServices.Place(one) == RedisServices.Place(other));

    [Theory]
    [InlineData("localhost:6379", true)]
    [InlineData("redis.example.com:6379,password=s3cret,ssl=true,channelPrefix=staging", true)]
    [InlineData("localhost:6379,nonsense=1", false)]
    [InlineData("localhost:6379,ssl=perhaps", false)]
    [InlineData("", false)]
    [InlineData("password=s3cret", false)]
    public void What_cannot_be_read_is_known_at_the_start_and_not_said_aloud(string connectionString, bool good)
    {
        Assert.Equal(good, RedisServices.IsRedis(connectionString));
        if (!good)
        {
            Assert.DoesNotContain("s3cret", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddRedis(connectionString)).Message, StringComparison.Ordinal);
        }
    }
}
