namespace Webinars.Nodes;

/// <summary>Nobody else is there to be told.</summary>
public sealed class OnlyNode : INodeChannel
{
    public NodeLink Link => NodeLink.Alone;

    public event Action? Restored
    {
        add { }
        remove { }
    }

    public event Action<NodeNews>? Heard
    {
        add { }
        remove { }
    }

    public void Tell(NodeNews news)
    {
    }

    public void Tell(Guid room, RoomNews news)
    {
    }

    public IDisposable Follow(Guid room, Action<RoomNews> heard) => Nothing.Instance;

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
