namespace Webinars.Nodes;

/// <summary>How many of something have begun and not ended.</summary>
public sealed class Underway
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Begin() => Interlocked.Increment(ref _count);

    public void End() => Interlocked.Decrement(ref _count);
}
