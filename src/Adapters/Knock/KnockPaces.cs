using Microsoft.Extensions.Options;
using Webinars.Nodes;

namespace Webinars.Adapters.Knock;

/// <summary>How often each kind of call may be made: Knock's rate tiers (its API reference, <c>x-ratelimit-tier</c>).</summary>
/// <remarks>Knock counts per endpoint, and a feed per user; one line for each tier is stricter and never too quick. What the outbox sends (triggers, introductions) it
/// has let through at the pace of all nodes together; of the rest each node has its share.</remarks>
internal sealed class KnockPaces(IOptions<KnockOptions> options, LivingNodes nodes, TimeProvider time)
{
    private readonly Pace _forgetsAndFeeds = new(5, time, nodes);
    private readonly Pace _writes = new(options.Value.WritesPerSecond, time);
    private readonly Pace _reads = new(200, time, nodes);
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
