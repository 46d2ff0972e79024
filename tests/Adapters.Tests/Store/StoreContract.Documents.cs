using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_document_is_read_as_it_was_saved_and_its_version_grows()
    {
        await Save(Doc("a", """{"text":"zażółć \ud83d\ude00 😀\n"}"""));
        Assert.Equal(new Document("thing", "a", 1, """{"text":"zażółć \ud83d\ude00 😀\n"}"""), await Get("a"));

        await Save(Doc("a", "2", 1));
        Assert.Equal(new Document("thing", "a", 2, "2"), await Get("a"));
        Assert.Null(await Store.Get("other", "a", Ct));
        Assert.Null(await Get("A"));
    }

    [Fact]
    public async Task Every_acknowledged_save_is_read_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 1; i <= 25; i++)
            {
                await Save(Doc($"w{writer}", $"{i}", i - 1, new DocumentKey("n", $"{writer}/{i}", true)));
                Assert.Equal($"{i}", (await Get($"w{writer}"))?.Json);
                Assert.Equal($"{i}", (await Store.GetByKey("thing", "n", $"{writer}/{i}", Ct))?.Json);
                Assert.Null(await Store.GetByKey("thing", "n", $"{writer}/{i - 1}", Ct));
            }
        })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_stale_version_saves_nothing_of_its_batch(long expected)
    {
        await Save(Doc("a"));

        await Assert.ThrowsAsync<StaleDocumentException>(
            () => Store.Commit(new Batch([Doc("b"), Doc("a", "2", expected)], [Mail("m")]), Ct));

        Assert.Equal("{}", (await Get("a"))?.Json);
        await NothingOf("b", "m");
    }

    [Fact]
    public async Task A_document_that_must_exist_and_does_not_is_stale()
    {
        await Assert.ThrowsAsync<StaleDocumentException>(() => Save(Doc("a", "1", 1)));
        await Assert.ThrowsAsync<StaleDocumentException>(() => Save(new Put("thing", "a", null, 1)));
        await Save(new Put("thing", "a", null, null));
        Assert.Null(await Get("a"));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_one_succeeds()
    {
        await Save(Doc("a"));
        var saves = Enumerable.Range(0, 30).Select(i => Record.ExceptionAsync(() => Save(Doc("a", $"{i}", 1))).AsTask()).ToArray();

        var errors = await Task.WhenAll(saves);

        Assert.Single(errors, error => error is null);
        Assert.All(errors, error => Assert.True(error is null or StaleDocumentException, error?.ToString()));
        Assert.Equal(2, (await Get("a"))?.Version);
    }

    [Fact]
    public async Task A_unique_key_belongs_to_one_document_of_its_kind()
    {
        await Save(Doc("a", "{}", 0, new DocumentKey("slug", "x", true)));

        var taken = await Assert.ThrowsAsync<KeyTakenException>(
            () => Store.Commit(new Batch([Doc("c"), Doc("b", "{}", 0, new DocumentKey("slug", "x", true))], [Mail("m")]), Ct));

        Assert.Equal("slug", taken.Index);
        Assert.Equal("a", (await Store.GetByKey("thing", "slug", "x", Ct))?.Id);
        await NothingOf("b", "m");
        await NothingOf("c", "m");
        await Store.Commit(new Batch(new Put("other", "b", "{}", 0, new DocumentKey("slug", "x", true))), Ct);
        await Save(Doc("b", "{}", 0, new DocumentKey("name", "x", true)));
        await Save(Doc("a", "{}", 1, new DocumentKey("slug", "x", true)));
    }

    [Fact]
    public async Task Of_many_who_want_the_same_unique_key_one_gets_it()
    {
        var saves = Enumerable.Range(0, 40).Select(i => Record.ExceptionAsync(() => Save(Doc($"d{i}", "{}", 0, new DocumentKey("slug", "x", true)))).AsTask()).ToArray();

        var errors = await Task.WhenAll(saves);

        Assert.Single(errors, error => error is null);
        Assert.All(errors, error => Assert.True(error is null or KeyTakenException, error?.ToString()));
        Assert.Equal($"d{Array.IndexOf(errors, null)}", Assert.Single(await FindIds("slug", "", "\uffff")));
    }

    [Fact]
    public async Task Keys_are_replaced_on_save_and_gone_with_their_document()
    {
        await Save(Doc("a", "1", 0, new DocumentKey("slug", "x", true), new DocumentKey("tag", "red"), new DocumentKey("tag", "green")));
        await Save(Doc("a", "2", 1, new DocumentKey("slug", "y", true), new DocumentKey("tag", "green")));

        Assert.Null(await Store.GetByKey("thing", "slug", "x", Ct));
        Assert.Equal("2", (await Store.GetByKey("thing", "slug", "y", Ct))?.Json);
        Assert.Equal(["a"], await FindIds("tag", "", "\uffff"));
        await Save(Doc("b", "{}", 0, new DocumentKey("slug", "x", true)));

        await Save(new Put("thing", "a", null, 2, new DocumentKey("slug", "ignored", true)));

        Assert.Null(await Get("a"));
        Assert.Null(await Store.GetByKey("thing", "slug", "y", Ct));
        Assert.Null(await Store.GetByKey("thing", "slug", "ignored", Ct));
        Assert.Empty(await FindIds("tag", "", "\uffff"));
        await Save(Doc("a", "3", 0, new DocumentKey("slug", "y", true)));
        Assert.Equal(1, (await Get("a"))?.Version);
    }

    [Fact]
    public async Task A_batch_may_hand_a_unique_key_from_one_document_to_another()
    {
        await Save(Doc("a", "{}", 0, new DocumentKey("slug", "x", true)));
        await Save(Doc("a", "{}", 1), Doc("b", "{}", 0, new DocumentKey("slug", "x", true)));

        Assert.Equal("b", (await Store.GetByKey("thing", "slug", "x", Ct))?.Id);
    }

    [Fact]
    public async Task A_range_is_in_ordinal_order_of_key_then_id_from_inclusive_to_exclusive()
    {
        string[] values = ["", "!", "A", "B", "Z", "a", "a\u0001", "aa", "b", "z", "z|", "é", "\u4e2d", "\ufffd"];
        foreach (var value in values.Reverse())
        {
            await Save(Doc($"{value}-2", "{}", 0, new DocumentKey("k", value)), Doc($"{value}-1", "{}", 0, new DocumentKey("k", value)));
            await Save(Doc($"{value}-other", "{}", 0, new DocumentKey("k2", value), new DocumentKey("j", value)));
        }

        string[] all = [.. values.SelectMany(value => new[] { $"{value}-1", $"{value}-2" })];
        Assert.Equal(all, await FindIds("k", "", "\uffff"));
        Assert.Equal(all.Reverse(), await FindIds("k", "", "\uffff", descending: true));
        Assert.Equal(["A-1", "A-2", "B-1", "B-2"], await FindIds("k", "A", "Z"));
        Assert.Equal(["B-2", "B-1", "A-2", "A-1"], await FindIds("k", "A", "Z", descending: true));
        Assert.Equal(["A-1", "A-2", "B-1"], await FindIds("k", "A", "z", 3));
        Assert.Equal(["b-2", "b-1", "aa-2"], await FindIds("k", "A", "z", 3, descending: true));
        Assert.Equal(["a-1", "a-2"], await FindIds("k", "a", "a\u0001"));
        Assert.Empty(await FindIds("k", "a", "a"));
        Assert.Empty(await FindIds("k", "b", "a"));
        Assert.Empty(await FindIds("k", "", "\uffff", 0));
        Assert.Empty(await FindIds("nothing", "", "\uffff"));
    }

    [Fact]
    public async Task Unique_keys_lie_in_the_same_order_as_others()
    {
        await Save(Doc("1", "{}", 0, new DocumentKey("k", "b", true)), Doc("2", "{}", 0, new DocumentKey("k", "a", true)), Doc("3", "{}", 0, new DocumentKey("k", "ab")));

        Assert.Equal(["2", "3", "1"], await FindIds("k", "", "\uffff"));
        Assert.Equal(["3", "2"], await FindIds("k", "a", "b", descending: true));
    }

    [Fact]
    public async Task Texts_that_only_look_alike_are_different()
    {
        string[] alike = ["abc", "ABC", "Abc", "caf\u00e9", "cafe\u0301", "cafe", "ab", "a\u200bb", "a\u00adb", "a b", "a\u00a0b", "ab ", " ab", "\u0131", "i", "\u0130", "ss", "\u00df"];
        foreach (var text in alike)
        {
            await Save(Doc(text, text, 0, new DocumentKey("slug", text, true)));
            await Store.Commit(new Batch([], [Mail(text)]), Ct);
            var said = await Store.Commit(TestTurn.Saying(_room, text, text), Ct);
            Assert.Equal(OutcomeKind.Committed, said.Outcomes[0].Kind);
        }

        foreach (var text in alike)
        {
            Assert.Equal(text, (await Get(text))?.Json);
            Assert.Equal(text, (await Store.GetByKey("thing", "slug", text, Ct))?.Id);
        }

        Assert.Equal(alike, await Log(_room));
        Assert.Equal(alike.Order(StringComparer.Ordinal), (await Store.Due("mail", Noon, 100, Ct)).Select(x => x.Key));
    }

    [Fact]
    public async Task Values_that_hold_separators_do_not_run_into_each_other()
    {
        string[] parts = ["|", "a|b", "a", "b", "|b", "a|", ":", "a:b", "/", "\\", "a\u0001", "\u0001b", "'", "\"", "{\"$x\":1}", "%", "_", "@0", "$._id"];
        var pairs = (from x in parts from y in parts select (Index: x, Value: y)).ToArray();
        await Save([.. pairs.Select((pair, i) => Doc($"{i}", "{}", 0, new DocumentKey(pair.Index, pair.Value, true), new DocumentKey("all" + pair.Index, pair.Value)))]);

        for (var i = 0; i < pairs.Length; i++)
        {
            Assert.Equal($"{i}", (await Store.GetByKey("thing", pairs[i].Index, pairs[i].Value, Ct))?.Id);
            Assert.Equal([$"{i}"], await FindIds("all" + pairs[i].Index, pairs[i].Value, pairs[i].Value + "\u0001"));
        }

        foreach (var x in parts)
        {
            await Store.Commit(new Batch([.. parts.Select(y => new Put(x, y, $"{x} {y}", 0))]), Ct);
        }

        foreach (var (x, y) in pairs)
        {
            Assert.Equal($"{x} {y}", (await Store.Get(x, y, Ct))?.Json);
        }
    }

    [Fact]
    public async Task Keys_are_counted_as_they_would_be_found()
    {
        await Save(Doc("a", "{}", 0, new DocumentKey("n", "x.1"), new DocumentKey("n", "x.2", true), new DocumentKey("m", "x.1")));
        await Save(Doc("b", "{}", 0, new DocumentKey("n", "x.1"), new DocumentKey("n", "y")));
        foreach (var (from, to) in new[] { ("x.", "x.~"), ("x.1", "x.2"), ("x.2", "x.3"), ("", "~"), ("y", "x"), ("z", "~") })
        {
            Assert.Equal((await FindIds("n", from, to)).Length, await Store.Count("thing", "n", from, to, Ct));
        }

        Assert.Equal(3, await Store.Count("thing", "n", "x.", "x.~", Ct));
        await Save(Doc("a", "{}", 1));
        Assert.Equal(1, await Store.Count("thing", "n", "x.", "x.~", Ct));
    }
}
