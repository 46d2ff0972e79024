using Webinars.Storage;

namespace Webinars.Log;

/// <summary>The durable, ordered log of every room: the one way to add to it, and the news that it has grown.</summary>
public sealed class RoomLog(IStore store)
{
    /// <summary>A room has a new head. Raised after the commit, on the committing thread's behalf: handlers only take note.</summary>
    public event Action<Guid, long>? Grew;

    public async Task<TurnResult> Commit(ITurn turn, CancellationToken ct)
    {
        var result = await store.Commit(turn, ct);
        if (result.Events.Count > 0)
        {
            Grew?.Invoke(turn.Room, result.Head!.Position);
        }

        return result;
    }

    /// <summary>Saves a change of documents, and what leaves because of it, together with the events that tell the room of it.</summary>
    /// <exception cref="StaleDocumentException">A document has changed meanwhile: read it again and decide again.</exception>
    /// <exception cref="KeyTakenException">A unique key belongs to another document.</exception>
    public async Task Append(Guid room, IReadOnlyList<RoomEvent> events, Batch with, CancellationToken ct)
    {
        var head = await store.Head(room, ct);
        var result = await Commit(new Announcement(room, head?.Position ?? 0, events, with), ct);
        if (result.Outcomes[0].Error is { } error)
        {
            throw error;
        }
    }

    public async Task<IReadOnlyList<RoomEvent>> Read(Guid room, long after, int max, CancellationToken ct) =>
        [.. (await store.ReadLog(room, after, max, ct)).Select(RoomEventJson.Read)];

    public Task<LogHead?> Head(Guid room, CancellationToken ct) => store.Head(room, ct);

    public Task<IReadOnlyDictionary<Guid, long>> Heads(IReadOnlyCollection<Guid> rooms, CancellationToken ct) => store.Heads(rooms, ct);

    /// <summary>A turn with one action that does not depend on the room: its documents' versions are what it was decided against.</summary>
    private sealed class Announcement(Guid room, long known, IReadOnlyList<RoomEvent> events, Batch with) : ITurn
    {
        public Guid Room => room;

        public long Known => known;

        public IReadOnlyList<ReceiptKey?> Receipts { get; } = [null];

        public IReadOnlyList<TurnEntry> Decide(IReadOnlyList<StoredEvent> unseen, IReadOnlyList<int> actions) =>
            [.. actions.Select(action => new TurnEntry(action, [.. events.Select(RoomEventJson.Write)], with.Documents, with.Deliveries))];
    }
}
