using Webinars.Nodes;

namespace Webinars.Core.Tests;

/// <summary>Joins the nodes of one test: what one says the others hear at once, until the wire is cut.</summary>
public sealed class WireInMemory
{
    private readonly List<ChannelInMemory> _nodes = [];

    public bool IsCut { get; private set; }

    public ChannelInMemory Node()
    {
        var node = new ChannelInMemory(this);
        _nodes.Add(node);
        return node;
    }

    public void Cut() => IsCut = true;

    public void Mend()
    {
        IsCut = false;
        _nodes.ForEach(node => node.RaiseRestored());
    }

    internal IEnumerable<ChannelInMemory> Others(ChannelInMemory self) => IsCut ? [] : _nodes.Where(node => node != self);
}

/// <summary>One node's end of it.</summary>
public sealed class ChannelInMemory(WireInMemory wire) : INodeChannel
{
    private readonly Lock _gate = new();
    private readonly List<(Guid Room, Action<RoomNews> Heard)> _followings = [];

    public NodeLink Link => wire.IsCut ? NodeLink.Down : NodeLink.Up;

    public event Action? Restored;

    public event Action<NodeNews>? Heard;

    public void Tell(NodeNews news)
    {
        foreach (var other in wire.Others(this))
        {
            other.Heard?.Invoke(news);
        }
    }

    public void Tell(Guid room, RoomNews news)
    {
        foreach (var other in wire.Others(this))
        {
            other.Hear(room, news);
        }
    }

    public IDisposable Follow(Guid room, Action<RoomNews> heard)
    {
        var following = (room, heard);
        lock (_gate)
        {
            _followings.Add(following);
        }

        return new Following(this, following);
    }

    internal void RaiseRestored() => Restored?.Invoke();

    private void Hear(Guid room, RoomNews news)
    {
        List<Action<RoomNews>> all;
        lock (_gate)
        {
            all = [.. _followings.Where(one => one.Room == room).Select(one => one.Heard)];
        }

        all.ForEach(heard => heard(news));
    }

    private sealed class Following(ChannelInMemory channel, (Guid, Action<RoomNews>) which) : IDisposable
    {
        public void Dispose()
        {
            lock (channel._gate)
            {
                channel._followings.Remove(which);
            }
        }
    }
}
