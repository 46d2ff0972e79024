using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

/// <summary>A turn whose decision is given as a function.</summary>
public sealed class TestTurn(
    Guid room,
    long known,
    IReadOnlyList<ReceiptKey?> receipts,
    Func<IReadOnlyList<StoredEvent>, IReadOnlyList<int>, IReadOnlyList<TurnEntry>> decide) : ITurn
{
    public Guid Room => room;

    public long Known => known;

    public IReadOnlyList<ReceiptKey?> Receipts => receipts;

    public IReadOnlyList<TurnEntry> Decide(IReadOnlyList<StoredEvent> unseen, IReadOnlyList<int> actions) => decide(unseen, actions);

    /// <summary>One action, one event.</summary>
    public static TestTurn Saying(Guid room, string json, string? receipt = null, string digest = "d", long known = 0) =>
        Of(room, known, [receipt is null ? null : new ReceiptKey(receipt, digest)], action => Entry(action, json));

    /// <summary>Every action that is asked for gets the entry that is made for it.</summary>
    public static TestTurn Of(Guid room, long known, IReadOnlyList<ReceiptKey?> receipts, Func<int, TurnEntry> entry) =>
        new(room, known, receipts, (_, actions) => [.. actions.Select(entry)]);

    public static TurnEntry Entry(int action, params string[] events) => new(action, events, [], []);
}
