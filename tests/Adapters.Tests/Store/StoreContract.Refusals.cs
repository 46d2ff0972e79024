using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public abstract partial class StoreContract
{
    public static readonly TheoryData<string> BadTexts = ["a\0b", "\0", "a\ud800", "\udc00b", "\ud800\ud800", "\ude00\ud83d"];

    [Theory]
    [MemberData(nameof(BadTexts), DisableDiscoveryEnumeration = true)]
    public async Task Text_that_no_store_can_keep_is_refused_wherever_it_stands(string bad)
    {
        await BadText(new Batch(Doc("a"), new Put("thing", "x", bad, null)));
        await BadText(new Batch(Doc("a"), new Put("thing", bad, "{}", null)));
        await BadText(new Batch(Doc("a"), new Put(bad, "x", "{}", null)));
        await BadText(new Batch(Doc("a"), Doc("x", "{}", null, new DocumentKey("k", bad))));
        await BadText(new Batch(Doc("a"), Doc("x", "{}", null, new DocumentKey(bad, "v", true))));
        await BadText(new Batch([Doc("a")], [Mail("m") with { Json = bad }]));
        await BadText(new Batch([Doc("a")], [Mail("m") with { Kind = bad }]));
        await BadText(new Batch([Doc("a")], [new NewDelivery(bad, "mail", "{}", Noon)]));
        await NothingOf("a", "m");

        async Task BadText(Batch batch) => await Assert.ThrowsAsync<BadTextException>(() => Store.Commit(batch, Ct));
    }

    [Theory]
    [MemberData(nameof(BadTexts), DisableDiscoveryEnumeration = true)]
    public async Task Bad_text_of_a_turn_fails_its_action_alone(string bad)
    {
        ReceiptKey?[] receipts = [null, null, null, new ReceiptKey(bad, "d"), new ReceiptKey("k", bad), null];
        var result = await Store.Commit(
            TestTurn.Of(_room, 0, receipts, action => action switch
            {
                0 => TestTurn.Entry(0, "fine", bad),
                1 => new TurnEntry(1, ["e"], [Doc("x", bad)], []),
                2 => new TurnEntry(2, ["e"], [], [Mail("m") with { Json = bad }]),
                _ => TestTurn.Entry(action, "good"),
            }),
            Ct);

        Assert.All(result.Outcomes.Take(5), outcome => Assert.IsType<BadTextException>(outcome.Error));
        Assert.Equal(new Outcome(OutcomeKind.Committed, 1), result.Outcomes[5]);
        Assert.Equal(["good"], await Log(_room));
        await NothingOf("x", "m");
    }

    [Fact]
    public async Task Text_of_every_other_character_is_kept()
    {
        var all = string.Concat(Enumerable.Range(1, 0x10ffff).Where(c => c is < 0xd800 or > 0xdfff).Where(c => c < 0x3000 || c % 97 == 0).Select(char.ConvertFromUtf32));
        await Save(Doc("a", all));
        await Store.Commit(TestTurn.Saying(_room, all), Ct);

        Assert.Equal(all, (await Get("a"))?.Json);
        Assert.Equal([all], await Log(_room));
    }

    [Fact]
    public async Task A_poison_among_a_hundred_commits_fails_alone()
    {
        var turns = Enumerable.Range(0, 100).Select(i => Store.Commit(TestTurn.Saying(_room, i == 50 ? "\ud800" : $"{i}", $"{i}"), Ct)).ToArray();
        var saves = Enumerable.Range(0, 100).Select(i => Record.ExceptionAsync(() => Save(Doc($"{i}", i == 50 ? "\0" : "{}"))).AsTask()).ToArray();

        var outcomes = (await Task.WhenAll(turns)).Select(turn => Assert.Single(turn.Outcomes)).ToArray();
        var errors = await Task.WhenAll(saves);

        Assert.IsType<BadTextException>(outcomes[50].Error);
        Assert.IsType<BadTextException>(errors[50]);
        Assert.Equal(99, outcomes.Count(outcome => outcome.Kind == OutcomeKind.Committed));
        Assert.Equal(99, errors.Count(error => error is null));
        Assert.Equal(99, (await Log(_room)).Length);
    }

    [Fact]
    public async Task A_key_may_be_long_but_not_too_long()
    {
        var longest = new string('é', 450);
        var tooLong = new string('é', 501);
        await Save(Doc("a", "{}", 0, new DocumentKey("k", longest, true), new DocumentKey("j", longest)));
        await Save(Doc(longest));
        await Store.Commit(new Batch([], [Mail(longest)]), Ct);
        await Store.Commit(TestTurn.Saying(_room, "x", longest), Ct);
        Assert.Equal("a", (await Store.GetByKey("thing", "k", longest, Ct))?.Id);
        Assert.Equal(["a"], await FindIds("j", "", "\uffff"));
        Assert.NotNull(await Get(longest));
        Assert.Equal(longest, Assert.Single(await Store.Due("mail", Noon, 10, Ct)).Key);

        await Assert.ThrowsAsync<ArgumentException>(() => Save(Doc("b"), Doc("c", "{}", 0, new DocumentKey("k", tooLong))));
        await Assert.ThrowsAsync<ArgumentException>(() => Save(Doc("b"), Doc(tooLong)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Commit(new Batch([Doc("b")], [Mail(tooLong)]), Ct));
        var said = await Store.Commit(TestTurn.Saying(_room, "y", tooLong), Ct);
        Assert.IsType<ArgumentException>(Assert.Single(said.Outcomes).Error);
        Assert.Null(await Get("b"));
        Assert.Equal(["x"], await Log(_room));
    }

    [Fact]
    public async Task Sixteen_megabytes_are_the_limit_of_a_document()
    {
        var largest = new string('x', 16_000_000);
        await Save(Doc("large", largest));
        Assert.Equal(largest.Length, (await Get("large"))?.Json.Length);

        await Assert.ThrowsAsync<ArgumentException>(() => Save(Doc("b"), Doc("larger", largest + "x")));
        var said = await Store.Commit(TestTurn.Of(_room, 0, [null, null], i => TestTurn.Entry(i, i == 0 ? largest + "x" : "small")), Ct);

        Assert.IsType<ArgumentException>(said.Outcomes[0].Error);
        Assert.Equal(["small"], await Log(_room));
        Assert.Null(await Get("b"));
        Assert.Null(await Get("larger"));
    }

    [Fact]
    public async Task A_document_without_kind_or_id_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Save(new Put("", "a", "{}", null)));
        await Assert.ThrowsAsync<ArgumentException>(() => Save(new Put("thing", "", "{}", null)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Commit(new Batch([], [new NewDelivery("", "mail", "{}", Noon)]), Ct));
    }
}
