using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

/// <summary>What every store promises. An heir says how one is opened; each test has an empty one of its own.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    protected static readonly CancellationToken Ct = CancellationToken.None;
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Guid _room = Guid.NewGuid();

    protected IStore Store { get; private set; } = null!;

    /// <summary>Opens the store of this test, with what was saved in it before.</summary>
    protected abstract Task<IStore> Open(int? queueLimit = null);

    protected abstract Task Close(IStore store);

    /// <summary>Removes what this test saved.</summary>
    protected abstract Task Drop();

    public async ValueTask InitializeAsync() => Store = await Open();

    public async ValueTask DisposeAsync()
    {
        await Close(Store);
        await Drop();
        GC.SuppressFinalize(this);
    }

    protected async Task Reopen(int? queueLimit = null)
    {
        await Close(Store);
        Store = await Open(queueLimit);
    }

    protected static Put Doc(string id, string json = "{}", long? expected = null, params IReadOnlyList<DocumentKey> keys) =>
        new("thing", id, json, expected, keys);

    protected static NewDelivery Mail(string key, DateTimeOffset? due = null) => new(key, "mail", $$"""{"to":"{{key.Length}}"}""", due ?? Noon);

    protected Task Save(params Put[] documents) => Store.Commit(new Batch(documents), Ct);

    protected Task<Document?> Get(string id) => Store.Get("thing", id, Ct);

    protected async Task<string[]> FindIds(string index, string from, string to, int max = 100, bool descending = false) =>
        [.. (await Store.Find("thing", index, from, to, max, descending, Ct)).Select(document => document.Id)];

    protected async Task<string[]> Log(Guid room) => [.. (await Store.ReadLog(room, 0, int.MaxValue, Ct)).Select(e => e.Json)];

    /// <summary>Reads through the only doors there are that nothing of a failed entry is left.</summary>
    protected async Task NothingOf(string id, string delivery)
    {
        Assert.Null(await Get(id));
        Assert.DoesNotContain(await Store.Due("mail", DateTimeOffset.MaxValue, 1000, Ct), x => x.Key == delivery);
    }

    [Fact]
    public async Task A_store_that_works_answers_its_probe() => await Store.Probe(Ct);

    [Fact]
    public async Task A_store_says_what_time_it_is_and_never_an_earlier_one_than_before()
    {
        Assert.InRange(await Store.Now(Ct) - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5));
        var before = DateTimeOffset.MinValue;
        for (var i = 0; i < 100; i++)
        {
            var now = await Store.Now(Ct);
            Assert.True(now >= before);
            before = now;
        }

        Assert.Equal(TimeSpan.Zero, before.Offset);
    }

    [Fact]
    public async Task A_full_queue_answers_busy_and_saves_nothing_of_what_it_refused()
    {
        await Reopen(queueLimit: 4);
        using var inside = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var blocked = Task.Run(() => Store.Commit(
            new TestTurn(_room, 0, [null], (_, _) =>
            {
                inside.Set();
                release.Wait(TimeSpan.FromMinutes(5));
                return [];
            }),
            Ct));
        Assert.True(inside.Wait(TimeSpan.FromMinutes(2)));

        var saves = Enumerable.Range(0, 40).Select(i => Task.Run(() => Save(Doc($"d{i}")))).ToArray();

        // The writer is held up, so that nothing ends but what is refused, and of that none too few.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var refused = await Task.WhenEach(saves).Take(36).ToListAsync(limit.Token);
        Assert.All(refused, save => Assert.True(save.IsFaulted));

        release.Set();
        await blocked;
        for (var i = 0; i < saves.Length; i++)
        {
            var error = await Record.ExceptionAsync(() => saves[i]);
            Assert.Equal(error is null, await Get($"d{i}") is not null);
            Assert.True(error is null or StoreBusyException, error?.ToString());
        }
    }

    [Fact]
    public async Task A_cancelled_commit_is_not_begun()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Commit(new Batch(Doc("a")), new CancellationToken(true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Commit(TestTurn.Saying(_room, "1"), new CancellationToken(true)));

        Assert.Null(await Get("a"));
        Assert.Null(await Store.Head(_room, Ct));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_reopening()
    {
        await Store.Commit(new Batch([Doc("a", """{"n":1}""", 0, new DocumentKey("slug", "x", true))], [Mail("m")]), Ct);
        var said = await Store.Commit(TestTurn.Saying(_room, "1", "r"), Ct);

        await Reopen();

        Assert.Equal(new Document("thing", "a", 1, """{"n":1}"""), await Get("a"));
        Assert.Equal("a", (await Store.GetByKey("thing", "slug", "x", Ct))?.Id);
        Assert.Equal(["m"], (await Store.Due("mail", Noon, 10, Ct)).Select(x => x.Key));
        Assert.Equal(said.Head, await Store.Head(_room, Ct));
        Assert.Equal(["1"], await Log(_room));
        var again = await Store.Commit(TestTurn.Saying(_room, "1", "r"), Ct);
        Assert.Equal(new Outcome(OutcomeKind.Duplicate, 1), Assert.Single(again.Outcomes));
    }
}
