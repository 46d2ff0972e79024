using Webinars.Storage;

namespace Webinars.Nodes;

/// <summary>What this node can do without for a while, and whether it must.</summary>
public sealed class NodeHealth(INodeChannel others, IStore store, TimeProvider time)
{
    /// <summary>A store that takes longer than this is felt.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);

    private volatile bool _countsAreApproximate;

    /// <summary>It cannot read who is with other nodes; set by whoever reads it.</summary>
    public bool CountsAreApproximate
    {
        get => _countsAreApproximate;
        set => _countsAreApproximate = value;
    }

    public bool HearsOthers => others.Link is not NodeLink.Down && !CountsAreApproximate;

    /// <summary>False: the store answers slowly, or not at all.</summary>
    public async Task<bool> StoreIsQuick(CancellationToken ct)
    {
        try
        {
            await store.Probe(ct).WaitAsync(Quick, time, ct);
            return true;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
