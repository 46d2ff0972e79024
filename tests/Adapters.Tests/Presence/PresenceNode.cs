using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Webinars.Adapters.Redis;
using Webinars.Core.Tests;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Presence.Board;
using Webinars.Servers;

namespace Webinars.Adapters.Tests.Presence;

/// <summary>The rooms of one node of several over one store, and its way to the board.</summary>
internal sealed class PresenceNode : IAsyncDisposable
{
    /// <summary>As in earnest, but sooner.</summary>
    public static readonly PresenceTimes Quick = new()
    {
        Lease = TimeSpan.FromSeconds(2),
        Renewal = TimeSpan.FromSeconds(0.6),
        Reading = TimeSpan.FromSeconds(0.1),
        Writing = TimeSpan.FromSeconds(0.05),
        Patience = TimeSpan.FromSeconds(0.4),
    };

    private readonly ConnectionMultiplexer _redis;
    private readonly KeepPresence _keep;

    private PresenceNode(House house, LiveRoom room, ConnectionMultiplexer redis, PresenceTimes times)
    {
        (Room, _redis) = (room, redis);
        Health = new NodeHealth(new OnlyNode(), house.Store, TimeProvider.System);
        _keep = new KeepPresence(house.Rooms, new PresenceBoard(redis, Guid.NewGuid(), times), times, Health, TimeProvider.System, NullLogger<KeepPresence>.Instance);
    }

    public LiveRoom Room { get; }

    public PresenceCount People => Room.Presence;

    public NodeHealth Health { get; }

    public static async Task<PresenceNode> Started(RedisServer server, MemoryStore store, Guid webinar, PresenceTimes? times = null)
    {
        var house = new House(store);
        var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},abortConnect=false");
        var node = new PresenceNode(house, await house.Rooms.Open(webinar), redis, times ?? Quick);
        await node._keep.StartAsync(CancellationToken.None);
        return node;
    }

    public string[] Names() => [.. People.ByName.Select(one => $"{one.Who.Name} {one.Who.Id} {one.Since.UtcTicks}")];

    /// <summary>From now on it says nothing more, and takes nothing back.</summary>
    public ValueTask Die() => _redis.DisposeAsync();

    public Task Stop() => _keep.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _keep.StopAsync(CancellationToken.None);
        _keep.Dispose();
    }

    public static Actor Somebody(int number) => new(new Guid(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]), $"Person {number}", Webinars.People.Role.Attendee);
}
