using LiteDB;
using Webinars.Storage;

namespace Webinars.Adapters.LiteDb;

/// <summary>A turn as work: a part for each of its actions.</summary>
internal sealed class Turn(ITurn turn) : Work
{
    private readonly TaskCompletionSource<TurnResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyList<ReceiptKey?> _receipts = turn.Receipts;
    private readonly Outcome[] _outcomes = new Outcome[turn.Receipts.Count];
    private LogHead? _head;
    private List<StoredEvent> _events = [];

    public Task<TurnResult> Done => _done.Task;

    public override int Parts => _outcomes.Length;

    public override void Stage(Draft draft, IReadOnlyList<int> parts)
    {
        var head = draft.Head(turn.Room);
        var unseen = draft.Events(turn.Room, turn.Known, head?.Position ?? 0);
        var open = parts.Where(part => NoReceipt(draft, part)).ToList();
        _head = head;
        while (open.Count > 0 && !StageOpen(draft, head, unseen, open))
        {
        }

        _events = draft.Events(turn.Room, turn.Known, _head?.Position ?? 0);
    }

    public override void Fail(int part, Exception error) => _outcomes[part] = new Outcome(OutcomeKind.Failed, Error: error);

    public override void Acknowledge() => _done.SetResult(new TurnResult(_head, _events, _outcomes));

    private bool NoReceipt(Draft draft, int part)
    {
        if (_receipts[part] is not { } receipt)
        {
            return true;
        }

        try
        {
            StoredText.Check(receipt);
        }
        catch (Exception e) when (e is BadTextException or ArgumentException)
        {
            Fail(part, e);
            return false;
        }

        if (draft.Get(Ids.Receipts, Ids.Receipt(turn.Room, receipt.Key)) is not { } first)
        {
            return true;
        }

        _outcomes[part] = first["d"].AsString == receipt.Digest
            ? new Outcome(OutcomeKind.Duplicate, first["p"].AsInt64)
            : new Outcome(OutcomeKind.Conflict);
        return false;
    }

    /// <returns>False when an action failed: it is taken out of <paramref name="open"/>, and the rest must be decided again.</returns>
    private bool StageOpen(Draft draft, LogHead? head, List<StoredEvent> unseen, List<int> open)
    {
        foreach (var part in open)
        {
            _outcomes[part] = new Outcome(OutcomeKind.Undecided);
        }

        var attempt = draft.Over();
        var last = -1;
        foreach (var entry in turn.Decide(unseen, open.ToArray()))
        {
            if (entry.Action <= last || !open.Contains(entry.Action))
            {
                throw new InvalidOperationException($"The turn decided action {entry.Action}, which is out of order or was not asked for.");
            }

            last = entry.Action;
            try
            {
                StoredText.Check(entry);
                attempt.Apply(entry.Documents, entry.Deliveries);
            }
            catch (Exception e) when (e is BadTextException or ArgumentException or StaleDocumentException or KeyTakenException)
            {
                Fail(entry.Action, e);
                open.Remove(entry.Action);
                return false;
            }

            var position = entry.Events.Count > 0 ? (head?.Position ?? 0) + 1 : 0;
            head = attempt.Append(turn.Room, head, entry.Events);
            if (_receipts[entry.Action] is { } receipt)
            {
                attempt.Set(Ids.Receipts, Ids.Receipt(turn.Room, receipt.Key), new BsonDocument { ["d"] = receipt.Digest, ["p"] = position });
            }

            _outcomes[entry.Action] = new Outcome(OutcomeKind.Committed, position);
        }

        attempt.Keep();
        _head = head;
        return true;
    }
}
