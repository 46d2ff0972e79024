namespace Webinars.Adapters.Knock;

/// <summary>How often each kind of call may be made: Knock's rate tiers (its API reference, <c>x-ratelimit-tier</c>).</summary>
/// <remarks>Knock counts per endpoint, and a feed per user; one line for each tier is stricter and never too quick.</remarks>
internal sealed class KnockPaces(TimeProvider time)
{
    private readonly Pace _forgetsAndFeeds = new(5, time);
    private readonly Pace _writes = new(KnockOptions.WritesPerSecond, time);
    private readonly Pace _reads = new(200, time);
    private readonly Pace _workflows = new(KnockOptions.TriggersPerSecond, time);

    public Pace Of(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path.Contains("/v1/workflows/", StringComparison.Ordinal) ? _workflows
            : request.Method == HttpMethod.Delete || path.Contains("/feeds/", StringComparison.Ordinal) ? _forgetsAndFeeds
            : request.Method == HttpMethod.Put ? _writes
            : _reads;
    }
}
