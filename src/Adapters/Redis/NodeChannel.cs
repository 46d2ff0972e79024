using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Webinars.Nodes;

namespace Webinars.Adapters.Redis;

/// <summary>One channel for all nodes, and one for each room, which the nodes follow that have it open.</summary>
internal sealed class NodeChannel : BackgroundService, INodeChannel
{
    /// <summary>Hints are worth something while they are few: of one room's log one at most in this time.</summary>
    private static readonly TimeSpan HintEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>What concerns every node waits for the link to come back; more than this is more than anybody ends in an outage.</summary>
    private const int MostKept = 10_000;

    private readonly RedisLink _link;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, Ear<RoomNews>> _rooms = new();
    private readonly Ear<NodeNews> _nodes;
    private readonly ConcurrentDictionary<Guid, long> _heads = new();
    private readonly SemaphoreSlim _grown = new(0);
    private readonly ConcurrentQueue<NodeNews> _kept = new();

    public NodeChannel(RedisLink link, TimeProvider time)
    {
        (_link, _time) = (link, time);
        link.Returned += () => _ = Return();
        _nodes = new Ear<NodeNews>(link, Nodes);
        _nodes.Follow(news => Heard?.Invoke(news));
    }

    public NodeLink Link => _link.State;

    public event Action? Restored;

    public event Action<NodeNews>? Heard;

    public void Tell(NodeNews news)
    {
        if (_link.State is NodeLink.Up)
        {
            _link.Publish(Nodes(), Envelope<NodeNews>.Write(_link.Node, news));
        }
        else if (_kept.Count < MostKept)
        {
            _kept.Enqueue(news);
        }
    }

    public void Tell(Guid room, RoomNews news)
    {
        if (_link.State is not NodeLink.Up)
        {
            return;
        }

        if (news is not LogGrew grew)
        {
            Publish(room, news);
            return;
        }

        _heads.AddOrUpdate(room, grew.Head, (_, head) => Math.Max(head, grew.Head));
        if (_grown.CurrentCount == 0)
        {
            _grown.Release();
        }
    }

    public IDisposable Follow(Guid room, Action<RoomNews> heard)
    {
        while (true)
        {
            var ear = _rooms.GetOrAdd(room, id => new Ear<RoomNews>(_link, () => News(id)));
            if (ear.Follow(heard) is { } following)
            {
                return following;
            }

            _rooms.TryRemove(new KeyValuePair<Guid, Ear<RoomNews>>(room, ear));
        }
    }

    /// <summary>The first hint goes out at once; those that come in the moments after it wait for each other.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _grown.WaitAsync(stoppingToken);
            foreach (var room in _heads.Keys)
            {
                if (_heads.TryRemove(room, out var head))
                {
                    Publish(room, new LogGrew(head));
                }
            }

            await Task.Delay(HintEvery, _time, stoppingToken);
        }
    }

    public override void Dispose()
    {
        _grown.Dispose();
        base.Dispose();
    }

    private RedisChannel Nodes() => RedisChannel.Literal(_link.Names.Nodes);

    private RedisChannel News(Guid room) => _link.Shards ? RedisChannel.Sharded(_link.Names.News(room)) : RedisChannel.Literal(_link.Names.News(room));

    private void Publish(Guid room, RoomNews news) => _link.Publish(News(room), Envelope<RoomNews>.Write(_link.Node, news));

    private async Task Return()
    {
        await Task.WhenAll([_nodes.Settle(), .. _rooms.Values.Select(ear => ear.Settle())]);
        while (_kept.TryDequeue(out var news))
        {
            Tell(news);
        }

        Restored?.Invoke();
    }
}
