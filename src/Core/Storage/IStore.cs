namespace Webinars.Storage;

/// <summary>
/// The one store of a deployment: documents with keys, one append-only log per room, deliveries that wait to leave.
/// Every commit is one transaction: whole or not at all, and durable (survives kill -9 and power loss) when it returns.
/// </summary>
/// <remarks>
/// All implementations pass one contract suite. Text that is ill-formed UTF-16 or holds NUL is refused with <see cref="BadTextException"/>.
/// A queue that is full answers <see cref="StoreBusyException"/>. After any other exception the outcome is unknown: ask again with the same receipt key.
/// </remarks>
public interface IStore
{
    /// <exception cref="StaleDocumentException">A document does not have the expected version.</exception>
    /// <exception cref="KeyTakenException">A unique key belongs to another document.</exception>
    Task Commit(Batch batch, CancellationToken ct);

    /// <summary>
    /// Appends to one room's log: locks its head, gives the turn what it has not seen, appends what it decides.
    /// Positions are 1, 2, 3… without gaps, in the order of the actions.
    /// </summary>
    /// <returns>What the log holds after <see cref="ITurn.Known"/>, and one outcome per action. A failed action fails alone.</returns>
    Task<TurnResult> Commit(ITurn turn, CancellationToken ct);

    Task<Document?> Get(string kind, string id, CancellationToken ct);

    Task<Document?> GetByKey(string kind, string index, string value, CancellationToken ct);

    /// <summary>Documents whose key under <paramref name="index"/> lies in [<paramref name="from"/>, <paramref name="to"/>), by ordinal order of key, then id.</summary>
    Task<IReadOnlyList<Document>> Find(string kind, string index, string from, string to, int max, bool descending, CancellationToken ct);

    /// <summary>How many <see cref="Find"/> would find; reads no document.</summary>
    Task<int> Count(string kind, string index, string from, string to, CancellationToken ct);

    /// <summary>Events with a position in (<paramref name="after"/>, <paramref name="after"/> + …], ascending, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadLog(Guid room, long after, int max, CancellationToken ct);

    /// <summary>Null for a room that nothing was ever appended to.</summary>
    Task<LogHead?> Head(Guid room, CancellationToken ct);

    /// <summary>The position of the last event of each of these rooms; those that nothing was ever appended to are missing. One question, however many they are.</summary>
    Task<IReadOnlyDictionary<Guid, long>> Heads(IReadOnlyCollection<Guid> rooms, CancellationToken ct);

    /// <summary>Deliveries of one kind due at or before <paramref name="now"/>, the longest overdue first.</summary>
    Task<IReadOnlyList<StoredDelivery>> Due(string kind, DateTimeOffset now, int max, CancellationToken ct);

    /// <summary>How many deliveries of each kind wait, whether anybody brings that kind or not, in the order of their names.</summary>
    /// <param name="most">Is counted to, each time, and no further: the question stays cheap however long a queue is.</param>
    Task<IReadOnlyList<DeliveryQueue>> Queues(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>
    /// Gives a delivery another due time (a lease while it is being sent, a retry), or takes it off the queue for good; its key stays taken.
    /// What must be saved together with that is saved with it.
    /// </summary>
    /// <param name="seen">As <see cref="Due"/> gave it.</param>
    /// <param name="dueAt">Null when it has left, or was given up.</param>
    /// <returns>False, and nothing changed, when it is not due any more at the time that was seen: another has it.</returns>
    /// <exception cref="StaleDocumentException">A document does not have the expected version.</exception>
    /// <exception cref="KeyTakenException">A unique key belongs to another document.</exception>
    Task<bool> Move(StoredDelivery seen, DateTimeOffset? dueAt, Batch with, CancellationToken ct);

    /// <summary>What time it is for the store: the clock that all nodes have in common.</summary>
    Task<DateTimeOffset> Now(CancellationToken ct);

    /// <summary>Answers when the store can be read and written; throws when it cannot.</summary>
    Task Probe(CancellationToken ct);
}
