using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task The_heads_of_many_rooms_are_one_question()
    {
        var rooms = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToList();
        await Store.Commit(TestTurn.Saying(rooms[0], "1"), Ct);
        await Store.Commit(TestTurn.Saying(rooms[1], "1"), Ct);
        await Store.Commit(TestTurn.Saying(rooms[1], "2"), Ct);

        Assert.Equal(new Dictionary<Guid, long> { [rooms[0]] = 1, [rooms[1]] = 2 }, await Store.Heads([.. rooms, rooms[0]], Ct));
        Assert.Empty(await Store.Heads([], Ct));
    }

    [Fact]
    public async Task A_room_without_events_has_no_head_and_an_empty_log()
    {
        Assert.Null(await Store.Head(_room, Ct));
        Assert.Empty(await Log(_room));
        var turn = await Store.Commit(new TestTurn(_room, 0, [null], (_, _) => []), Ct);
        Assert.Null(turn.Head);
        Assert.Equal(OutcomeKind.Undecided, Assert.Single(turn.Outcomes).Kind);
    }

    [Fact]
    public async Task Positions_are_one_two_three_and_the_epoch_stays()
    {
        var first = await Store.Commit(TestTurn.Of(_room, 0, [null, null], i => TestTurn.Entry(i, $"{i}a", $"{i}b")), Ct);
        var second = await Store.Commit(TestTurn.Saying(_room, "c", known: 4), Ct);

        Assert.Equal([1L, 3L], first.Outcomes.Select(x => x.Position));
        Assert.Equal(["0a", "0b", "1a", "1b"], first.Events.Select(x => x.Json));
        Assert.Equal(5, Assert.Single(second.Outcomes).Position);
        Assert.Equal(new StoredEvent(5, "c"), Assert.Single(second.Events));
        Assert.Equal(first.Head! with { Position = 5 }, second.Head);
        Assert.Equal(second.Head, await Store.Head(_room, Ct));
        var other = await Store.Commit(TestTurn.Saying(Guid.NewGuid(), "c"), Ct);
        Assert.NotEqual(first.Head!.Epoch, other.Head!.Epoch);
    }

    [Fact]
    public async Task The_log_is_read_in_pieces()
    {
        await Store.Commit(TestTurn.Of(_room, 0, [null], i => TestTurn.Entry(i, [.. Enumerable.Range(1, 25).Select(n => $"{n}")])), Ct);

        Assert.Equal(["11", "12", "13"], (await Store.ReadLog(_room, 10, 3, Ct)).Select(x => x.Json));
        Assert.Equal([24L, 25L], (await Store.ReadLog(_room, 23, 100, Ct)).Select(x => x.Position));
        Assert.Empty(await Store.ReadLog(_room, 25, 100, Ct));
        Assert.Empty(await Store.ReadLog(_room, 0, 0, Ct));
        Assert.Empty(await Store.ReadLog(Guid.NewGuid(), 0, 100, Ct));
    }

    [Fact]
    public async Task The_same_receipt_gets_the_first_position_and_saves_nothing()
    {
        await Store.Commit(TestTurn.Saying(_room, "before"), Ct);
        var first = await Store.Commit(TestTurn.Saying(_room, "hello", "ann/1"), Ct);
        var again = await Store.Commit(
            TestTurn.Of(_room, 0, [new ReceiptKey("ann/1", "d")], i => new TurnEntry(i, ["hello"], [Doc("twice")], [Mail("twice")])), Ct);

        Assert.Equal(new Outcome(OutcomeKind.Committed, 2), Assert.Single(first.Outcomes));
        Assert.Equal(new Outcome(OutcomeKind.Duplicate, 2), Assert.Single(again.Outcomes));
        Assert.Equal(["before", "hello"], again.Events.Select(x => x.Json));
        Assert.Equal(["before", "hello"], await Log(_room));
        await NothingOf("twice", "twice");
    }

    [Fact]
    public async Task The_same_receipt_key_for_something_else_is_a_conflict()
    {
        await Store.Commit(TestTurn.Saying(_room, "hello", "ann/1", "one"), Ct);
        var other = await Store.Commit(TestTurn.Saying(_room, "bye", "ann/1", "two"), Ct);
        var elsewhere = await Store.Commit(TestTurn.Saying(Guid.NewGuid(), "bye", "ann/1", "two"), Ct);

        Assert.Equal(OutcomeKind.Conflict, Assert.Single(other.Outcomes).Kind);
        Assert.Equal(OutcomeKind.Committed, Assert.Single(elsewhere.Outcomes).Kind);
        Assert.Equal(["hello"], await Log(_room));
    }

    [Fact]
    public async Task An_action_that_is_refused_leaves_no_receipt_and_one_without_events_does()
    {
        var refused = new TestTurn(_room, 0, [new ReceiptKey("r", "d")], (_, _) => []);
        Assert.Equal(OutcomeKind.Undecided, Assert.Single((await Store.Commit(refused, Ct)).Outcomes).Kind);
        Assert.Equal(OutcomeKind.Undecided, Assert.Single((await Store.Commit(refused, Ct)).Outcomes).Kind);

        var silent = TestTurn.Of(_room, 0, [new ReceiptKey("s", "d")], i => new TurnEntry(i, [], [Doc("s")], []));
        Assert.Equal(new Outcome(OutcomeKind.Committed, 0), Assert.Single((await Store.Commit(silent, Ct)).Outcomes));
        Assert.Equal(new Outcome(OutcomeKind.Duplicate, 0), Assert.Single((await Store.Commit(silent, Ct)).Outcomes));
        Assert.Equal(1, (await Get("s"))?.Version);
        Assert.Null(await Store.Head(_room, Ct));
    }

    [Fact]
    public async Task A_turn_is_given_what_it_has_not_seen_and_only_the_actions_without_receipt()
    {
        await Store.Commit(TestTurn.Of(_room, 0, [null, new ReceiptKey("b", "d"), null], i => TestTurn.Entry(i, $"{i}")), Ct);
        IReadOnlyList<StoredEvent> seen = [];
        IReadOnlyList<int> asked = [];

        var result = await Store.Commit(
            new TestTurn(_room, 1, [null, new ReceiptKey("b", "d"), null], (unseen, actions) =>
            {
                (seen, asked) = (unseen, actions);
                return [TestTurn.Entry(2, "mine")];
            }),
            Ct);

        Assert.Equal([new StoredEvent(2, "1"), new StoredEvent(3, "2")], seen);
        Assert.Equal([0, 2], asked);
        Assert.Equal([OutcomeKind.Undecided, OutcomeKind.Duplicate, OutcomeKind.Committed], result.Outcomes.Select(x => x.Kind));
        Assert.Equal([new StoredEvent(2, "1"), new StoredEvent(3, "2"), new StoredEvent(4, "mine")], result.Events);
    }

    [Fact]
    public async Task Many_writers_in_many_rooms_leave_no_gap_and_every_turn_sees_the_truth()
    {
        var rooms = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        var writers = Enumerable.Range(0, 24).Select(writer => Task.Run(async () =>
        {
            long known = 0;
            var folded = new List<string>();
            for (var i = 0; i < 20; i++)
            {
                var expected = new List<string>();
                var text = $"{writer}/{i}";
                var result = await Store.Commit(
                    new TestTurn(rooms[writer % 4], known, [new ReceiptKey(text, "d")], (unseen, _) =>
                    {
                        expected = [.. unseen.Select(x => x.Json), text];
                        return [TestTurn.Entry(0, text)];
                    }),
                    Ct);
                Assert.Equal(expected, result.Events.Select(x => x.Json));
                folded.AddRange(result.Events.Select(x => x.Json));
                known = result.Head!.Position;
                Assert.Equal(known, folded.Count);
            }

            return folded;
        })).ToArray();
        var folds = await Task.WhenAll(writers).WaitAsync(TimeSpan.FromMinutes(1));

        for (var room = 0; room < rooms.Length; room++)
        {
            var log = await Store.ReadLog(rooms[room], 0, int.MaxValue, Ct);
            Assert.Equal(Enumerable.Range(1, 120).Select(i => (long)i), log.Select(x => x.Position));
            Assert.Equal(120, log.Select(x => x.Json).Distinct().Count());
            Assert.All(folds.Where((_, writer) => writer % 4 == room), fold => Assert.Equal(log.Take(fold.Count).Select(x => x.Json), fold));
        }
    }

    [Fact]
    public async Task A_receipt_that_is_sent_by_many_at_once_is_saved_once()
    {
        var sends = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Store.Commit(TestTurn.Saying(_room, "once", "r"), Ct)));

        Assert.Single(sends, send => send.Outcomes[0].Kind == OutcomeKind.Committed);
        Assert.All(sends, send => Assert.Equal(1, send.Outcomes[0].Position));
        Assert.Equal(["once"], await Log(_room));
    }

    [Fact]
    public async Task Events_documents_and_deliveries_of_an_action_are_saved_together()
    {
        await Store.Commit(TestTurn.Of(_room, 0, [null], i => new TurnEntry(i, ["e"], [Doc("a", "1"), Doc("b", "2")], [Mail("m")])), Ct);

        Assert.Equal(["e"], await Log(_room));
        Assert.Equal("1", (await Get("a"))?.Json);
        Assert.Equal("2", (await Get("b"))?.Json);
        Assert.Equal("m", Assert.Single(await Store.Due("mail", Noon, 10, Ct)).Key);
    }

    [Fact]
    public async Task Of_an_action_that_fails_as_the_only_one_nothing_is_saved()
    {
        await Save(Doc("old"));
        var result = await Store.Commit(
            TestTurn.Of(_room, 0, [new ReceiptKey("r", "d")], action => new TurnEntry(action, ["said"], [Doc("fresh"), Doc("old", "{}", 7)], [Mail("m")])), Ct);

        Assert.IsType<StaleDocumentException>(Assert.Single(result.Outcomes).Error);
        Assert.Empty(await Log(_room));
        await NothingOf("fresh", "m");
        Assert.Equal(OutcomeKind.Committed, (await Store.Commit(TestTurn.Saying(_room, "said", "r"), Ct)).Outcomes[0].Kind);
    }

    [Fact]
    public async Task A_failed_action_fails_alone_and_the_rest_is_decided_again_without_it()
    {
        await Save(Doc("taken", "{}", 0, new DocumentKey("slug", "x", true)));
        var asked = new List<string>();

        var result = await Store.Commit(
            new TestTurn(_room, 0, [null, null, null, null], (_, actions) =>
            {
                asked.Add(string.Join(",", actions));
                return [.. actions.Select((action, order) => new TurnEntry(
                    action,
                    [$"{action} is number {order}"],
                    action switch
                    {
                        1 => [Doc("first"), Doc("new", "{}", null, new DocumentKey("slug", "x", true))],
                        2 => [Doc("taken", "{}", 7)],
                        _ => [],
                    },
                    [Mail($"m{action}")]))];
            }),
            Ct);

        Assert.Equal(["0,1,2,3", "0,2,3", "0,3"], asked);
        Assert.Equal([1L, 0L, 0L, 2L], result.Outcomes.Select(x => x.Position));
        Assert.IsType<KeyTakenException>(result.Outcomes[1].Error);
        Assert.IsType<StaleDocumentException>(result.Outcomes[2].Error);
        Assert.Equal(["0 is number 0", "3 is number 1"], await Log(_room));
        Assert.Equal(["m0", "m3"], (await Store.Due("mail", Noon, 10, Ct)).Select(x => x.Key));
        await NothingOf("first", "m1");
    }

    [Fact]
    public async Task Two_actions_of_a_turn_cannot_take_the_same_key()
    {
        var result = await Store.Commit(
            TestTurn.Of(_room, 0, [null, null], i => new TurnEntry(i, [$"{i}"], [Doc($"d{i}", "{}", 0, new DocumentKey("slug", "x", true))], [])), Ct);

        Assert.Equal([OutcomeKind.Committed, OutcomeKind.Failed], result.Outcomes.Select(x => x.Kind));
        Assert.Equal("d0", (await Store.GetByKey("thing", "slug", "x", Ct))?.Id);
        Assert.Equal(["0"], await Log(_room));
    }

    [Fact]
    public async Task A_decision_that_throws_fails_its_action_alone()
    {
        var others = Enumerable.Range(0, 20).Select(i => Store.Commit(TestTurn.Saying(Guid.NewGuid(), "x"), Ct)).ToArray();
        var result = await Store.Commit(
            TestTurn.Of(_room, 0, [null, null, null], i => i == 1 ? throw new FormatException("boom") : TestTurn.Entry(i, $"{i}")), Ct);

        Assert.Equal([OutcomeKind.Committed, OutcomeKind.Failed, OutcomeKind.Committed], result.Outcomes.Select(x => x.Kind));
        Assert.IsType<FormatException>(result.Outcomes[1].Error);
        Assert.Equal(["0", "2"], result.Events.Select(x => x.Json));
        Assert.Equal(["0", "2"], await Log(_room));
        Assert.All(await Task.WhenAll(others), other => Assert.Equal(OutcomeKind.Committed, other.Outcomes[0].Kind));
    }
}
