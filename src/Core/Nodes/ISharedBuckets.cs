namespace Webinars.Nodes;

/// <summary>
/// Buckets that all nodes drain. Each node decides by its own, at once; what it took it tells here, and hears how empty the bucket is by what all took:
/// who spreads over nodes is limited a moment later.
/// </summary>
public interface ISharedBuckets
{
    /// <summary>Takes note; never waits, never throws.</summary>
    /// <param name="place">Buckets of one place lie together.</param>
    /// <param name="worth">How long it takes to fill up what was taken.</param>
    /// <param name="fullIn">Told later, if the others can be asked: when the bucket will be full, counted from about now.</param>
    void Took(string place, string bucket, TimeSpan worth, Action<TimeSpan> fullIn);
}
