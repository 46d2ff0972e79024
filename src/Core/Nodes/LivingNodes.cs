namespace Webinars.Nodes;

/// <summary>How many nodes there are, this one among them; what all of them share is divided by it.</summary>
public sealed class LivingNodes
{
    private int _count = 1;

    /// <summary>1 or more. What has come or gone is known after <see cref="NodesBook.Beat"/>.</summary>
    public int Count
    {
        get => Volatile.Read(ref _count);
        set => Volatile.Write(ref _count, value);
    }
}
