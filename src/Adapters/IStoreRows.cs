namespace Webinars.Adapters;

/// <summary>All that a store holds, as rows of one shape whichever store it is: for moving and comparing.</summary>
public interface IStoreRows : IDisposable
{
    /// <summary>Its tables with their columns; all values are text, ids in their usual spelling, numbers without signs that they need not have.</summary>
    static IReadOnlyDictionary<string, string[]> Tables { get; } = new Dictionary<string, string[]>
    {
        ["doc"] = ["kind", "id", "version", "json"],
        ["doc_key"] = ["kind", "index", "value", "owner", "id"],
        ["room_head"] = ["room", "epoch", "position"],
        ["room_event"] = ["room", "position", "json"],
        ["room_receipt"] = ["room", "key", "digest", "position"],
        ["delivery"] = ["key", "kind", "json", "due"],
    };

    /// <summary>The rows of a table behind a place, in an order that stays; read while they are asked for.</summary>
    /// <param name="after">Empty: from the first on.</param>
    IEnumerable<StoredRow> Read(string table, string after);
}

/// <param name="Place">Where to go on after it.</param>
/// <param name="Values">One per column; null where there is none.</param>
public sealed record StoredRow(string Place, string?[] Values);
