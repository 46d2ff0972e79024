namespace Webinars.Storage;

/// <summary>Actions that wait for one room, to be decided and appended together inside one transaction of the store.</summary>
public interface ITurn
{
    Guid Room { get; }

    /// <summary>The position up to which the caller knows the log.</summary>
    long Known { get; }

    /// <summary>One per action, in order; null for an action that needs no receipt. No two of one turn are equal.</summary>
    IReadOnlyList<ReceiptKey?> Receipts { get; }

    /// <summary>
    /// Called inside the transaction, maybe more than once (a transaction may have to be redone with fewer actions): it must have no effect but its answer.
    /// </summary>
    /// <param name="unseen">The log after <see cref="Known"/>.</param>
    /// <param name="actions">Indexes of the actions to decide, ascending: those without a receipt in the store.</param>
    /// <returns>What to save, in the order of the actions. An action that is refused has no entry.</returns>
    IReadOnlyList<TurnEntry> Decide(IReadOnlyList<StoredEvent> unseen, IReadOnlyList<int> actions);
}

/// <summary>Makes an action happen once: the same key gets the first outcome, for ever.</summary>
/// <param name="Key">Unique within the room: person and client id.</param>
/// <param name="Digest">Of what was asked; the same key with another digest is a conflict.</param>
public sealed record ReceiptKey(string Key, string Digest);

/// <param name="Action">Index of the action.</param>
/// <param name="Events">JSON of the events; may be empty when only documents change.</param>
public sealed record TurnEntry(int Action, IReadOnlyList<string> Events, IReadOnlyList<Put> Documents, IReadOnlyList<NewDelivery> Deliveries);
