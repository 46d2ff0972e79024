using Webinars.Servers;

namespace Webinars.LoadTests.Servers;

/// <summary>A webinar on several nodes. People come to the nodes' own addresses, past the balancer: what nodes cost is measured, not what it costs.</summary>
internal sealed class NodesVenue : IDisposable
{
    private readonly WebinarsApi[] _nodes;
    private readonly SignedIn[] _people;
    private readonly Guid _webinar;

    private NodesVenue(Cluster cluster, WebinarsApi[] nodes, SignedIn[] people, Guid webinar)
    {
        (_nodes, _people, _webinar) = (nodes, people, webinar);
        var beside = new Dictionary<string, int> { ["Redis"] = cluster.Redis.ProcessId, ["PostgreSQL"] = cluster.Postgres.ProcessId };
        Venue = new Venue([.. cluster.Nodes.Select(node => node.ProcessId)], beside, true, (n, ct) => Door(n, nodes.Length, ct));
    }

    /// <summary>Attendee number n is with node n modulo their number.</summary>
    public Venue Venue { get; }

    public static async Task<NodesVenue> Of(Cluster cluster, int attendees, CancellationToken ct)
    {
        // The sandbox that signs people in is found at the balancer.
        using var front = new WebinarsApi(new Uri(cluster.Url));
        var (people, webinar, _) = await Venue.Invited(front, attendees, ct);
        return new NodesVenue(cluster, [.. cluster.Nodes.Select(node => new WebinarsApi(new Uri(node.Url)))], people, webinar);
    }

    /// <summary>The way in for attendee number n when only the first so many nodes live.</summary>
    public Task<Uri> Door(int n, int living, CancellationToken ct) => _nodes[n % living].Door(_people[n + 1], _webinar, ct);

    public void Dispose() => Array.ForEach(_nodes, node => node.Dispose());
}
