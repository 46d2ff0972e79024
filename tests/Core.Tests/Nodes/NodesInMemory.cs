using Webinars.Nodes;

namespace Webinars.Core.Tests.Nodes;

/// <summary>Nodes of one process that hear each other at once.</summary>
internal sealed class NodesInMemory
{
    private readonly List<Channel> _all = [];

    public INodeChannel Another()
    {
        var channel = new Channel(this);
        _all.Add(channel);
        return channel;
    }

    private sealed class Channel(NodesInMemory nodes) : INodeChannel
    {
        public event Action? Restored
        {
            add { }
            remove { }
        }

        public event Action<NodeNews>? Heard;

        public NodeLink Link => NodeLink.Up;

        public void Tell(NodeNews news)
        {
            foreach (var other in nodes._all.Where(other => other != this))
            {
                other.Heard?.Invoke(news);
            }
        }

        public void Tell(Guid room, RoomNews news)
        {
        }

        public IDisposable Follow(Guid room, Action<RoomNews> heard) => throw new NotSupportedException();
    }
}
