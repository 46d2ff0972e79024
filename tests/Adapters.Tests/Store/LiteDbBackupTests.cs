using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.LiteDb;
using Webinars.Adapters.LiteDb.Backups;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public sealed class LiteDbBackupTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly TestFolder _folder = new();
    private readonly Guid _room = Guid.NewGuid();

    private string Copy => Path.Combine(_folder.Path, "copies", "webinars-20270301T120000Z.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_made_while_others_write_holds_all_that_was_acknowledged_before_and_equals_it_by_hash()
    {
        await using var store = Open("one", checkpointBytes: 1 << 16);
        using var enough = new CancellationTokenSource();
        var writing = Enumerable.Range(0, 4).Select(writer => Task.Run(() => Write(store, writer, enough.Token))).ToArray();
        await Until(async () => await Position(store) > 200);
        var before = await Position(store);

        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        await store.Backup(Copy, Ct);

        var after = await Position(store);
        await Until(async () => await Position(store) > after + 200);
        await enough.CancelAsync();
        await Task.WhenAll(writing);
        var head = await store.Head(_room, Ct);
        await using var restored = Restore("two");
        var held = await restored.Head(_room, Ct);
        Assert.InRange(held!.Position, before, after);
        Assert.Equal(await Hash(store, held.Position), await Hash(restored, held.Position));
        Assert.Equal("{\"n\":1}", (await restored.Get("thing", "first", Ct))!.Json);
        Assert.NotEqual(head!.Epoch, held.Epoch);
        Assert.Equal([Copy], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Copy)!));
    }

    [Fact]
    public async Task Each_restoring_has_epochs_of_its_own_and_an_ordinary_start_keeps_them()
    {
        await using (var store = Open("one"))
        {
            await store.Commit(TestTurn.Saying(_room, "{}"), Ct);
            Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
            await store.Backup(Copy, Ct);
        }

        var epochs = new List<string>();
        foreach (var folder in new[] { "one", "two", "two", "three" })
        {
            await using var store = folder == "one" || epochs.Count == 2 ? Open(folder) : Restore(folder);
            epochs.Add((await store.Head(_room, Ct))!.Epoch);
        }

        Assert.Equal(epochs[1], epochs[2]);
        Assert.Equal(3, epochs.Distinct().Count());
    }

    [Fact]
    public async Task A_cold_copy_gets_new_epochs_when_it_is_asked_for_and_only_while_nobody_has_it_open()
    {
        string before;
        await using (var store = Open("one"))
        {
            await store.Commit(TestTurn.Saying(_room, "{}"), Ct);
            before = (await store.Head(_room, Ct))!.Epoch;
            Assert.Throws<StoreInUseException>(() => LiteDbStore.NewEpochs(Path.Combine(_folder.Path, "one")));
        }

        Assert.Equal(1, LiteDbStore.NewEpochs(Path.Combine(_folder.Path, "one")));

        await using var again = Open("one");
        var head = await again.Head(_room, Ct);
        Assert.NotEqual(before, head!.Epoch);
        Assert.Equal(1, head.Position);
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_fails_alone()
    {
        await using var store = Open("one");

        // There is no such folder.
        await Assert.ThrowsAnyAsync<IOException>(() => store.Backup(Copy, Ct));

        await store.Commit(TestTurn.Saying(_room, "{}"), Ct);
        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        await store.Backup(Copy, Ct);
        Assert.True(File.Exists(Copy));
    }

    [Fact]
    public async Task A_folder_for_backups_that_cannot_be_made_is_said_and_tried_again()
    {
        await using var store = Open("one");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var log = new LogInMemory();
        using var logging = LoggerFactory.Create(to => to.AddProvider(log));
        var folder = Path.GetDirectoryName(Copy)!;
        await File.WriteAllTextAsync(folder, "in the way", Ct);
        using var keep = new KeepBackups(store, Options.Create(new LiteDbOptions { BackupPath = folder }), time, logging.CreateLogger<KeepBackups>());
        await keep.StartAsync(Ct);
        await Until(() => Task.FromResult(log.ToString().Contains("could not be backed up", StringComparison.Ordinal)));
        Assert.False(keep.ExecuteTask!.IsCompleted);

        File.Delete(folder);
        await Until(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(Directory.Exists(folder) && Directory.EnumerateFiles(folder, "webinars-*.db").Any());
        });
        await keep.StopAsync(Ct);
    }

    [Fact]
    public void Where_no_store_is_none_is_made_to_get_new_epochs()
    {
        var nowhere = Path.Combine(_folder.Path, "nowhere");
        Assert.Contains("Store:Path", Assert.Throws<FileNotFoundException>(() => LiteDbStore.NewEpochs(nowhere)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    private LiteDbStore Open(string folder, long checkpointBytes = 8 << 20) => new(
        Options.Create(new LiteDbOptions { Path = Path.Combine(_folder.Path, folder), CheckpointBytes = checkpointBytes }), NullLogger<LiteDbStore>.Instance);

    private LiteDbStore Restore(string folder)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, folder));
        File.Copy(Copy, Path.Combine(_folder.Path, folder, "webinars.db"));
        return Open(folder);
    }

    private async Task Write(LiteDbStore store, int writer, CancellationToken enough)
    {
        await store.Commit(new Batch(new Put("thing", writer == 0 ? "first" : $"{writer}", "{\"n\":1}", 0)), Ct);
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            await store.Commit(TestTurn.Saying(_room, $$"""{"writer":{{writer}},"n":{{n}},"text":"{{new string('x', 500)}}"}""", $"{writer}.{n}"), Ct);
        }
    }

    private async Task<long> Position(LiteDbStore store) => (await store.Head(_room, Ct))?.Position ?? 0;

    private async Task<string> Hash(LiteDbStore store, long to) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', (await store.ReadLog(_room, 0, (int)to, Ct)).Select(one => $"{one.Position} {one.Json}")))));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
