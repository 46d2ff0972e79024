namespace Webinars.Servers;

/// <summary>A new version comes step by step, and goes back the same way. The sockets that a node has are its own to hand over (it drains); weights are for new ones.</summary>
public static class Rollout
{
    private const int Usual = 100;
    private const int Little = 10;

    /// <summary>Every node is restarted, one after the other, each time waiting until it is in service again.</summary>
    /// <param name="program">Null: each the one that it has.</param>
    public static async Task Roll(this Cluster cluster, string? program = null)
    {
        foreach (var node in cluster.Nodes)
        {
            await cluster.Restart(node, program);
        }
    }

    /// <summary>The last node takes the new program, and a tenth of another node's share of people.</summary>
    public static async Task Canary(this Cluster cluster, string program)
    {
        var canary = cluster.Nodes[^1];
        await cluster.Balancer.Weigh(canary.Name, Little);
        await cluster.Restart(canary, program);
    }

    /// <summary>The canary was well: all others take its program, one after the other.</summary>
    public static async Task Promote(this Cluster cluster)
    {
        var canary = cluster.Nodes[^1];
        await cluster.Balancer.Weigh(canary.Name, Usual);
        foreach (var node in cluster.Nodes.Where(node => node.Program != canary.Program))
        {
            await cluster.Restart(node, canary.Program);
        }
    }

    /// <summary>The canary was not well: it takes the others' program again.</summary>
    public static async Task Back(this Cluster cluster)
    {
        var canary = cluster.Nodes[^1];
        await cluster.Balancer.Weigh(canary.Name, 0);
        await cluster.Restart(canary, cluster.Nodes[0].Program);
        await cluster.Balancer.Weigh(canary.Name, Usual);
    }

    private static async Task Restart(this Cluster cluster, NodeProcess node, string? program)
    {
        if (node.IsRunning)
        {
            await node.Stop();
        }

        node.Program = program ?? node.Program;
        await cluster.Start(node);
    }
}
