using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.LiteDb;
using Webinars.Adapters.LiteDb.Pages;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public sealed class LiteDbFileTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_opener_is_refused_and_told_which_file_until_the_first_has_closed()
    {
        var first = Open();
        var refused = Assert.Throws<StoreInUseException>(Open);
        Assert.Contains(Path.Combine(_folder.Path, "webinars.db"), refused.Message, StringComparison.Ordinal);
        await first.Probe(Ct);
        await first.DisposeAsync();

        await using var second = Open();
        await second.Probe(Ct);
    }

    [Fact]
    public async Task The_settings_say_where_the_file_is()
    {
        var path = Path.Combine(_folder.Path, "new", "folder");
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Store:Path", path)]).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging().AddLiteDbStore().BuildServiceProvider();

        await services.GetRequiredService<IStore>().Probe(Ct);

        Assert.True(File.Exists(Path.Combine(path, "webinars.db")));
    }

    [Fact]
    public async Task A_clean_stop_leaves_everything_in_the_data_file()
    {
        await using (var store = Open())
        {
            await store.Commit(new Batch(new Put("thing", "a", "{}", 0)), Ct);
        }

        Assert.Equal(0, new FileInfo(Path.Combine(_folder.Path, "webinars-log.db")).Length);
        await using var again = Open();
        Assert.NotNull(await again.Get("thing", "a", Ct));
    }

    [Fact]
    public async Task Pages_that_no_transaction_confirmed_are_cut_off_before_their_numbers_are_given_again()
    {
        var log = Path.Combine(_folder.Path, "webinars-log.db");
        await using (var store = Open())
        {
            await store.Commit(new Batch(new Put("thing", "a", "{}", 0)), Ct);
        }

        var torn = new byte[2 * 8192 + 512];
        torn.AsSpan(1000, 100).Fill(7);
        await File.WriteAllBytesAsync(log, torn, Ct);

        await using var again = Open();
        Assert.Equal(0, new FileInfo(log).Length);
        Assert.NotNull(await again.Get("thing", "a", Ct));
    }

    [Fact]
    public async Task Events_of_one_turn_and_events_that_an_older_program_saved_one_by_one_are_one_log()
    {
        var room = Guid.NewGuid();
        using (var older = new Database(new PageFile(Path.Combine(_folder.Path, "webinars.db")), new PageFile(Path.Combine(_folder.Path, "webinars-log.db")), new LiteDbOptions()))
        {
            var draft = new Draft(older);
            draft.Set(Ids.Events, Ids.Event(room, 1), new LiteDB.BsonDocument { ["j"] = "1" });
            draft.Set(Ids.Events, Ids.Event(room, 2), new LiteDB.BsonDocument { ["j"] = "2" });
            draft.Set(Ids.Heads, Ids.Room(room), new LiteDB.BsonDocument { ["e"] = "epoch", ["p"] = 2L });
            older.Save(draft);
        }

        string[] said = [.. Enumerable.Range(3, 5).Select(n => $"{n}"), new string('8', 30_000), new string('9', 30_000)];
        await using (var store = Open())
        {
            var turn = await store.Commit(TestTurn.Of(room, 1, [null], action => TestTurn.Entry(action, said)), Ct);
            Assert.Equal(["2", .. said], turn.Events.Select(one => one.Json));
            Assert.Equal(new LogHead("epoch", 9), turn.Head);
            for (var after = 0; after < 9; after++)
            {
                Assert.Equal(Enumerable.Range(after + 1, Math.Min(3, 9 - after)).Select(n => (long)n), (await store.ReadLog(room, after, 3, Ct)).Select(one => one.Position));
            }

            Assert.Equal(["1", "2", .. said], (await store.ReadLog(room, 0, 100, Ct)).Select(one => one.Json));
        }

        using var rows = new LiteDbRows(_folder.Path);
        var all = rows.Read("room_event", "").ToList();
        Assert.Equal(["1", "2", .. said], all.Select(row => row.Values[2]));
        Assert.All(Enumerable.Range(0, 9), n => Assert.Equal(all.Skip(n + 1).Select(row => row.Place), rows.Read("room_event", all[n].Place).Select(row => row.Place)));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = Open();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Commit(new Batch(), Ct));
    }

    [Fact]
    public async Task A_log_that_belongs_to_another_data_file_is_not_replayed()
    {
        var log = Path.Combine(_folder.Path, "webinars-log.db");
        var confirmed = new byte[8192];
        confirmed[18] = 1;
        await File.WriteAllBytesAsync(log, confirmed, Ct);

        Assert.Throws<InvalidDataException>(Open);
        Assert.Equal(8192, new FileInfo(log).Length);
    }

    [Fact]
    public async Task What_cannot_be_written_although_it_looked_right_fails_alone()
    {
        await using var store = Open();
        var room = Guid.NewGuid();
        var poison = new ChangingList("good", "\ud800");
        var turns = Enumerable.Range(0, 50).Select(i => store.Commit(
            TestTurn.Of(room, 0, [null, null], action => i == 20 && action == 1
                ? new TurnEntry(action, poison, [], [])
                : TestTurn.Entry(action, $"{i}/{action}")),
            Ct)).ToArray();

        var outcomes = (await Task.WhenAll(turns)).SelectMany(turn => turn.Outcomes).ToArray();

        Assert.Equal(OutcomeKind.Failed, outcomes[41].Kind);
        Assert.Equal(99, outcomes.Count(outcome => outcome.Kind == OutcomeKind.Committed));
        var log = await store.ReadLog(room, 0, int.MaxValue, Ct);
        Assert.Equal(Enumerable.Range(1, 99).Select(i => (long)i), log.Select(x => x.Position));
        Assert.All(turns, turn => Assert.Equal(log.Take(turn.Result.Events.Count), turn.Result.Events));
    }

    [Fact]
    public async Task The_log_stays_small_while_readers_never_rest()
    {
        await using var store = Open();
        var room = Guid.NewGuid();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var log = await store.ReadLog(room, 0, 20, Ct);
                Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(x => x.Position));
            }
        })).ToArray();

        var largest = 0L;
        var checkpoints = 0;
        for (var (i, before) = (0, 0L); i < 80; i++)
        {
            await store.Commit(TestTurn.Of(room, long.MaxValue, new ReceiptKey?[50], action => TestTurn.Entry(action, new string('x', 8000))), Ct);
            var length = new FileInfo(Path.Combine(_folder.Path, "webinars-log.db")).Length;
            checkpoints += length < before ? 1 : 0;
            largest = Math.Max(largest, before = length);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(largest, 1 << 20, 16 << 20);
        Assert.True(checkpoints > 2, $"{checkpoints} checkpoints");
    }

    [Fact]
    public async Task A_transaction_is_confirmed_by_one_sector_and_only_when_all_before_it_is_on_the_disk()
    {
        var power = new Power(int.MaxValue);
        var (unsynced, confirmations, late) = (0, 0, 0);
        var log = new VolatileFile(power, [])
        {
            Watch = (write, length) =>
            {
                if (write is not { } w)
                {
                    unsynced = 0;
                    return;
                }

                var confirms = w.Position % 8192 == 0 && w.Bytes.Length > 18 && w.Bytes[18] != 0;
                confirmations += confirms ? 1 : 0;
                late += confirms && (unsynced > 0 || w.Bytes.Length > 512 || length < w.Position + 8192) ? 1 : 0;
                unsynced++;
            },
        };
        var options = new LiteDbOptions { CheckpointBytes = 60 * 8192 };
        await using var store = new LiteDbStore(options, (new VolatileFile(power, []), log), NullLogger.Instance, (message, _) => Assert.Fail(message));
        var opened = confirmations;
        for (var i = 0; i < 100; i++)
        {
            await store.Commit(new Batch(new Put("thing", $"{i}", new string('x', i * 100), 0)), Ct);
            Assert.Equal(0, unsynced);
        }

        Assert.Equal(100, confirmations - opened);
        Assert.Equal(0, late);
    }

    [Fact]
    public async Task Nobody_sees_what_a_power_cut_could_still_take_away()
    {
        using var syncing = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim(true);
        var power = new Power(int.MaxValue);
        var log = new VolatileFile(power, [])
        {
            Watch = (write, _) =>
            {
                if (write is null)
                {
                    syncing.Set();
                    Assert.True(release.Wait(TimeSpan.FromSeconds(30)));
                }
            },
        };
        await using var store = new LiteDbStore(
            new LiteDbOptions(), (new VolatileFile(power, []), log), NullLogger.Instance, (message, _) => Assert.Fail(message));
        await store.Commit(new Batch(new Put("thing", "a", "1", 0)), Ct);
        syncing.Reset();
        release.Reset();

        var save = store.Commit(new Batch(new Put("thing", "a", "2", 1)), Ct);
        Assert.True(syncing.Wait(TimeSpan.FromSeconds(30)));
        var get = store.Get("thing", "a", Ct); // runs as far as it can before it returns

        Assert.False(get.IsCompleted);
        Assert.False(save.IsCompleted);
        release.Set();
        await save;
        Assert.Equal("2", (await get)?.Json);
    }

    [Fact]
    public async Task A_disk_that_fails_acknowledges_nothing_more_and_ends_the_process()
    {
        var power = new Power(int.MaxValue);
        var crash = new TaskCompletionSource<string>();
        var writes = 0;
        var log = new VolatileFile(power, [])
        {
            Watch = (_, _) => _ = ++writes < 150 ? true : throw new IOException("No space left on device"),
        };
        var store = new LiteDbStore(new LiteDbOptions(), (new VolatileFile(power, []), log), NullLogger.Instance, (message, _) =>
        {
            crash.SetResult(message);
            DeadMachine.Stop();
        });
        DeadMachine.Keep(store);

        var unfinished = Enumerable.Range(0, 100).Select(async i =>
        {
            for (var n = 0; ; n++)
            {
                await store.Commit(new Batch(new Put("thing", $"{i}/{n}", "{}", 0)), Ct);
                Assert.False(crash.Task.IsCompleted);
            }
        }).ToArray();

        Assert.Contains("cannot be trusted", await crash.Task.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        Assert.DoesNotContain(unfinished, send => send.IsFaulted);
    }

    private LiteDbStore Open() =>
        new(Options.Create(new LiteDbOptions { Path = _folder.Path }), NullLogger<LiteDbStore>.Instance);

    /// <summary>Gives one text when it is looked at first, and another ever after.</summary>
    private sealed class ChangingList(string first, string then) : IReadOnlyList<string>
    {
        private int _looks;

        public int Count => 1;

        public string this[int index] => Interlocked.Increment(ref _looks) % 2 == 1 ? first : then;

        public IEnumerator<string> GetEnumerator()
        {
            yield return this[0];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
