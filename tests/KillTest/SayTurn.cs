using System.Globalization;
using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>Appends one text with a receipt, and saves a document that holds the position it must get.</summary>
internal sealed class SayTurn(Guid room, long known, string text, bool document) : ITurn
{
    public const string Kind = "said";
    public const string Index = "text";

    public Guid Room => room;

    public long Known => known;

    public IReadOnlyList<ReceiptKey?> Receipts => [new ReceiptKey(text, "d")];

    public IReadOnlyList<TurnEntry> Decide(IReadOnlyList<StoredEvent> unseen, IReadOnlyList<int> actions) =>
        [.. actions.Select(action => new TurnEntry(action, [text], document ? [Said(unseen)] : [], []))];

    private Put Said(IReadOnlyList<StoredEvent> unseen) =>
        new(Kind, text, (known + unseen.Count + 1).ToString(CultureInfo.InvariantCulture), 0, new DocumentKey(Index, text, true));
}
