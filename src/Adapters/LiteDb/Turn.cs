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
        var open = WithoutReceipt(draft, parts);
        (_head, _events) = (head, unseen);
        while (open.Count > 0 && !StageOpen(draft, head, unseen, open))
        {
        }
    }

    public override void Fail(int part, Exception error) => _outcomes[part] = new Outcome(OutcomeKind.Failed, Error: error);

    public override void Acknowledge() => _done.SetResult(new TurnResult(_head, _events, _outcomes));

    private List<int> WithoutReceipt(Draft draft, IReadOnlyList<int> parts)
    {
        var open = new List<int>(parts.Count);
        var ids = new Dictionary<int, string>(parts.Count);
        foreach (var part in parts)
        {
            try
            {
                if (_receipts[part] is { } receipt)
                {
                    StoredText.Check(receipt);
                    ids.Add(part, Ids.Receipt(turn.Room, receipt.Key));
                }

                open.Add(part);
            }
            catch (Exception e) when (e is BadTextException or ArgumentException)
            {
                Fail(part, e);
            }
        }

        var known = draft.Get(Ids.Receipts, [.. ids.Values]);
        open.RemoveAll(part =>
        {
            if (!ids.TryGetValue(part, out var id) || !known.TryGetValue(id, out var first))
            {
                return false;
            }

            _outcomes[part] = first["d"].AsString == _receipts[part]!.Digest
                ? new Outcome(OutcomeKind.Duplicate, first["p"].AsInt64)
                : new Outcome(OutcomeKind.Conflict);
            return true;
        });
        return open;
    }

    /// <returns>False when an action failed: it is taken out of <paramref name="open"/>, and the rest must be decided again.</returns>
    private bool StageOpen(Draft draft, LogHead? head, List<StoredEvent> unseen, List<int> open)
    {
        foreach (var part in open)
        {
            _outcomes[part] = new Outcome(OutcomeKind.Undecided);
        }

        var attempt = draft.Over();
        var before = head?.Position ?? 0;
        var appended = new List<string>(open.Count);
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

            var position = entry.Events.Count > 0 ? before + appended.Count + 1 : 0;
            appended.AddRange(entry.Events);
            if (_receipts[entry.Action] is { } receipt)
            {
                attempt.Set(Ids.Receipts, Ids.Receipt(turn.Room, receipt.Key), new BsonDocument { ["d"] = receipt.Digest, ["p"] = position });
            }

            _outcomes[entry.Action] = new Outcome(OutcomeKind.Committed, position);
        }

        _head = attempt.Append(turn.Room, head, appended);
        _events = [.. unseen, .. appended.Select((json, place) => new StoredEvent(before + place + 1, json)).Where(one => one.Position > turn.Known)];
        attempt.Keep();
        return true;
    }
}
