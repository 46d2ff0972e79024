namespace Webinars.Storage;

/// <summary>What must be saved together, whole or not at all.</summary>
public sealed record Batch(IReadOnlyList<Put> Documents, IReadOnlyList<NewDelivery> Deliveries)
{
    public Batch(params Put[] documents)
        : this(documents, [])
    {
    }
}
