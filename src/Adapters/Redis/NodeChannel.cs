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

    /// <summary>After this the others are back too. It was an end: to be told of it twice does no harm.</summary>
    private static readonly TimeSpan TellsAgainAfter = TimeSpan.FromSeconds(5);

    private readonly RedisLink _link;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, Ear<RoomNews>> _rooms = new();
    private readonly Ear<NodeNews> _nodes;
    private readonly ConcurrentDictionary<Guid, LogGrew> _heads = new();
    private readonly SemaphoreSlim _grown = new(0);
    private readonly ConcurrentQueue<NodeNews> _kept = new();
    private readonly ConcurrentQueue<(NodeNews News, long At)> _told = new();

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
            Remember(news);
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

        _heads.AddOrUpdate(room, grew, (_, known) => known.Head > grew.Head ? known : grew);
        if (_grown.CurrentCount == 0)
        {
            _grown.Release();
        }
    }

    public IDisposable Follow(Guid room, Action<RoomNews> heard)
    {
        while (true)
        {
            var ear = _rooms.GetOrAdd(room, id => new Ear<RoomNews>(_link, () => News(id), closed => LetGo(id, closed)));
            if (ear.Follow(heard) is { } following)
            {
                return following;
            }

            LetGo(room, ear);
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
                if (_heads.TryRemove(room, out var grew))
                {
                    Publish(room, grew);
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

    private void LetGo(Guid room, Ear<RoomNews> ear) => _rooms.TryRemove(new KeyValuePair<Guid, Ear<RoomNews>>(room, ear));

    /// <summary>A link that breaks is noticed seconds later: what was told in them may have reached nobody.</summary>
    private void Remember(NodeNews news)
    {
        _told.Enqueue((news, _time.GetTimestamp()));
        while (_told.TryPeek(out var oldest) && (_told.Count > MostKept || _time.GetElapsedTime(oldest.At) > RedisLink.NoticesWithin))
        {
            _told.TryDequeue(out _);
        }
    }

    private IEnumerable<NodeNews> Recently()
    {
        while (_told.TryDequeue(out var told))
        {
            yield return told.News;
        }
    }

    private async Task Return()
    {
        await Task.WhenAll([_nodes.Settle(), .. _rooms.Values.Select(ear => ear.Settle())]);
        Restored?.Invoke();
        List<NodeNews> kept = [.. Recently()];
        while (_kept.TryDequeue(out var news))
        {
            kept.Add(news);
        }

        kept.ForEach(Tell);
        await Task.Delay(TellsAgainAfter, _time);
        kept.ForEach(Tell);
    }
}
