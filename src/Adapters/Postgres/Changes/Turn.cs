using Npgsql;
using Webinars.Storage;

namespace Webinars.Adapters.Postgres.Changes;

/// <summary>One turn in one transaction, in two round trips: lock the head and read; append and commit. A third between them where documents are changed.</summary>
internal sealed class Turn(ITurn turn)
{
    private const string Lock = "SELECT epoch, position FROM room_head WHERE room = $1 FOR UPDATE";

    // One look-up for each, whatever the planner believes: until the table has statistics it takes a room to have a few receipts, and "key = ANY" reads all of them, for every turn.
    private const string Known = "SELECT r.key, r.digest, r.position FROM unnest($2::text[]) AS n(key) CROSS JOIN LATERAL (SELECT * FROM room_receipt WHERE room = $1 AND key = n.key LIMIT 1) r";

    private readonly IReadOnlyList<ReceiptKey?> _receipts = turn.Receipts;
    private readonly Outcome[] _outcomes = new Outcome[turn.Receipts.Count];
    private readonly Locked _locked = new();
    private readonly List<string> _appended = [];
    private readonly List<(ReceiptKey Receipt, long Position)> _kept = [];
    private Draft _draft = new(new Locked());
    private LogHead? _head;
    private List<StoredEvent> _unseen = [];

    public async Task<TurnResult> Run(Transaction transaction)
    {
        var open = CheckReceipts();
        await Read(transaction, open);
        while (open.Count > 0 && !await Decide(transaction, open))
        {
        }

        await Save(transaction);
        return new TurnResult(_head, _unseen, _outcomes);
    }

    private List<int> CheckReceipts()
    {
        var open = new List<int>();
        for (var action = 0; action < _receipts.Count; action++)
        {
            try
            {
                if (_receipts[action] is { } receipt)
                {
                    StoredText.Check(receipt);
                }

                open.Add(action);
            }
            catch (Exception error) when (error is BadTextException or ArgumentException)
            {
                Fail(action, error);
            }
        }

        return open;
    }

    /// <summary>Takes those that have a receipt out of <paramref name="open"/>.</summary>
    private async Task Read(Transaction transaction, List<int> open)
    {
        List<string> keys = [.. open.Select(action => _receipts[action]?.Key).OfType<string>()];
        var known = await Ask(transaction, transaction.First().Then(Lock, turn.Room), keys);
        if (_head is null)
        {
            // Nothing can be locked that is not there.
            known = await Ask(transaction, transaction.Batch().Then("INSERT INTO room_head (room, epoch, position) VALUES ($1, '', 0) ON CONFLICT DO NOTHING", turn.Room).Then(Lock, turn.Room), keys);
        }

        _head = _head is { Position: > 0 } ? _head : null;
        open.RemoveAll(action =>
        {
            if (_receipts[action] is not { } receipt || !known.TryGetValue(receipt.Key, out var first))
            {
                return false;
            }

            _outcomes[action] = first.Digest == receipt.Digest ? new Outcome(OutcomeKind.Duplicate, first.Position) : new Outcome(OutcomeKind.Conflict);
            return true;
        });
    }

    private async Task<Dictionary<string, (string Digest, long Position)>> Ask(Transaction transaction, NpgsqlBatch batch, List<string> keys)
    {
        batch.Then("SELECT position, json FROM room_event WHERE room = $1 AND position > $2 ORDER BY position", turn.Room, turn.Known);
        if (keys.Count > 0)
        {
            batch.Then(Known, turn.Room, keys);
        }

        await using (batch)
        await using (var reader = await transaction.Ask(batch))
        {
            _head = (await reader.Rows(row => new LogHead(row.GetString(0), row.GetInt64(1)))).FirstOrDefault();
            _unseen = await reader.Rows(row => new StoredEvent(row.GetInt64(0), row.GetString(1)));
            return keys.Count == 0 ? [] : (await reader.Rows(row => (Key: row.GetString(0), Digest: row.GetString(1), Position: row.GetInt64(2)))).ToDictionary(row => row.Key, row => (row.Digest, row.Position));
        }
    }

    /// <returns>False when an action failed: it is taken out of <paramref name="open"/>, and the rest must be decided again.</returns>
    private async Task<bool> Decide(Transaction transaction, List<int> open)
    {
        open.ForEach(action => _outcomes[action] = new Outcome(OutcomeKind.Undecided));
        Start();

        // Copies: what is checked is what is saved.
        var entries = Decided(open).ConvertAll(entry => entry with { Events = [.. entry.Events], Documents = [.. entry.Documents], Deliveries = [.. entry.Deliveries] });
        foreach (var entry in entries)
        {
            try
            {
                StoredText.Check(entry);
            }
            catch (Exception error) when (error is BadTextException or ArgumentException)
            {
                Fail(entry.Action, error);
                open.Remove(entry.Action);
                return false;
            }
        }

        await using (var batch = transaction.Batch())
        {
            if (_locked.Ask(batch, entries.SelectMany(entry => entry.Documents)))
            {
                await using var reader = await transaction.Ask(batch);
                await _locked.Take(reader);
            }
        }

        foreach (var entry in entries)
        {
            try
            {
                _draft.Apply(entry.Documents, entry.Deliveries);
            }
            catch (Exception error) when (error is StaleDocumentException or KeyTakenException)
            {
                // What was drafted so far goes with it: it may have been the last one open, and then nothing is decided again.
                Start();
                Fail(entry.Action, error);
                open.Remove(entry.Action);
                return false;
            }

            var position = entry.Events.Count > 0 ? (_head?.Position ?? 0) + _appended.Count + 1 : 0;
            _appended.AddRange(entry.Events);
            if (_receipts[entry.Action] is { } receipt)
            {
                _kept.Add((receipt, position));
            }

            _outcomes[entry.Action] = new Outcome(OutcomeKind.Committed, position);
        }

        return true;
    }

    private void Start()
    {
        _appended.Clear();
        _kept.Clear();
        _draft = new Draft(_locked);
    }

    private List<TurnEntry> Decided(List<int> open)
    {
        List<TurnEntry> entries;
        try
        {
            entries = [.. turn.Decide(_unseen, open.ToArray())];
        }
        catch (Exception error)
        {
            throw new UndecidedException(error);
        }

        var last = -1;
        foreach (var entry in entries)
        {
            if (entry.Action <= last || !open.Contains(entry.Action))
            {
                throw new InvalidOperationException($"The turn decided action {entry.Action}, which is out of order or was not asked for.");
            }

            last = entry.Action;
        }

        return entries;
    }

    private async Task Save(Transaction transaction)
    {
        await using var batch = transaction.Batch();
        if (_appended.Count > 0)
        {
            var before = _head?.Position ?? 0;
            _head = new LogHead(_head?.Epoch ?? Guid.NewGuid().ToString("n"), before + _appended.Count);
            batch.Then("INSERT INTO room_event (room, position, json) SELECT $1, $2 + n.place, n.json FROM unnest($3::text[]) WITH ORDINALITY AS n(json, place)", turn.Room, before, _appended)
                .Then("UPDATE room_head SET epoch = $2, position = $3 WHERE room = $1", turn.Room, _head.Epoch, _head.Position);
            _unseen = [.. _unseen, .. _appended.Select((json, place) => new StoredEvent(before + place + 1, json)).Where(one => one.Position > turn.Known)];
        }

        if (_kept.Count > 0)
        {
            batch.Then(
                "INSERT INTO room_receipt (room, key, digest, position) SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[])",
                turn.Room, _kept.ConvertAll(one => one.Receipt.Key), _kept.ConvertAll(one => one.Receipt.Digest), _kept.ConvertAll(one => one.Position));
        }

        _draft.Write(batch);
        if (batch.BatchCommands.Count > 0)
        {
            await transaction.Save(batch);
        }
        else
        {
            await transaction.GiveUp();
        }
    }

    private void Fail(int action, Exception error) => _outcomes[action] = new Outcome(OutcomeKind.Failed, Error: error);
}
