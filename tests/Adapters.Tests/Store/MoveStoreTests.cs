using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.LiteDb;
using Webinars.Adapters.Postgres;
using Webinars.Adapters.Postgres.Moving;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

/// <summary>A file moved into PostgreSQL is what it was.</summary>
public sealed class MoveStoreTests(OnePostgres postgres) : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Room = Guid.NewGuid();
    private readonly TestFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_in_the_middle_and_run_again_it_moves_everything_once()
    {
        await Fill(documents: 1500, events: 6000);
        var place = await postgres.Place();
        for (var kill = 0; kill < 3; kill++)
        {
            await RunAndKill(place, steps: 2);
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Open(place));
            Assert.Contains("run move-store again", refused.Message, StringComparison.Ordinal);
        }

        await Move(place);

        Assert.Equal(6, IStoreRows.Tables.Keys.Count(table => _said.Any(line => line.StartsWith($"{table}: ", StringComparison.Ordinal) && line.Contains(" rows, ", StringComparison.Ordinal))));
        Assert.DoesNotContain("doc: 1000 rows moved", _said); // that was done before it was killed
        await using var file = OpenFile();
        await using var moved = await Open(place);
        await Same(file, moved);
        Assert.Equal(OutcomeKind.Duplicate, (await moved.Commit(TestTurn.Saying(Room, "e7", "r7"), Ct)).Outcomes[0].Kind);
        Assert.Equal(6001, (await moved.Commit(TestTurn.Saying(Room, "new"), Ct)).Head?.Position);
        await Assert.ThrowsAsync<KeyTakenException>(() => moved.Commit(new Batch(new Put("thing", "other", "{}", 0, new DocumentKey("slug", "s7", true))), Ct));
        await moved.Commit(new Batch(new Put("thing", "d7", "{}", 1, new DocumentKey("slug", "s7", true))), Ct);
        Assert.Equal(1500, await moved.Count("thing", "slug", "", "~", Ct));
        Assert.Equal(1499, await moved.Count("thing", "group", "", "~", Ct));
        await moved.Commit(new Batch([], [new NewDelivery("left", "mail", "{}", Noon)]), Ct);
        Assert.Equal(["m1"], (await moved.Due("mail", Noon, 10, Ct)).Select(one => one.Key));
    }

    [Fact]
    public async Task Rows_are_read_on_from_any_thread()
    {
        await Fill(documents: 20, events: 2500);
        using var source = new LiteDbRows(_folder.Path);
        using var rows = source.Read("room_event", "").GetEnumerator();
        var positions = new List<string?>();
        Assert.True(Next());
        var another = new Thread(() =>
        {
            while (Next())
            {
            }
        });
        another.Start();
        another.Join();
        Assert.Equal(Enumerable.Range(1, 2500).Select(position => (string?)$"{position}"), positions);

        // A lock that LiteDB still held in the name of this thread would forbid it to read again.
        Assert.Equal(2500, source.Read("room_event", "").Count());

        bool Next()
        {
            if (rows.MoveNext())
            {
                positions.Add(rows.Current.Values[1]);
                return true;
            }

            return false;
        }
    }

    [Fact]
    public async Task Run_twice_it_finds_everything_there_and_once_the_database_has_gone_on_it_touches_nothing()
    {
        await Fill(documents: 20, events: 20);
        var place = await postgres.Place();
        await Move(place);
        await Move(place);
        await using (var moved = await Open(place))
        {
            await moved.Commit(TestTurn.Saying(Room, "new"), Ct);
        }

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Move(place));
        Assert.Contains("holds something already", refused.Message, StringComparison.Ordinal);
        await using var again = await Open(place);
        Assert.Equal(21, (await again.Head(Room, Ct))?.Position);
    }

    [Fact]
    public async Task A_file_that_has_changed_since_half_of_it_was_moved_is_refused()
    {
        await Fill(documents: 1500, events: 20);
        var place = await postgres.Place();
        await RunAndKill(place, steps: 1);
        await using (var file = OpenFile())
        {
            await file.Commit(new Batch(new Put("thing", "d0", "changed", null)), Ct);
        }

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Move(place));
        Assert.Contains("has changed since", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_file_lies_none_is_made()
    {
        Assert.Throws<FileNotFoundException>(() => new LiteDbRows(_folder.Path));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Tables_have_one_hash_when_they_hold_the_same_rows_in_whatever_order()
    {
        Assert.Equal(Of(["a", "b"], ["c", null]), Of(["c", null], ["a", "b"]));
        Assert.NotEqual(Of(["a", "b"]), Of(["a", "b"], ["a", "b"]));
        Assert.NotEqual(Of(["a", ""]), Of(["a", null]));
        Assert.NotEqual(Of(["ab", ""]), Of(["a", "b"]));

        static string Of(params string?[][] rows)
        {
            var hash = new RowsHash();
            Array.ForEach(rows, hash.Add);
            return $"{hash}";
        }
    }

    private async Task Fill(int documents, int events)
    {
        await using var file = OpenFile();
        for (var i = 0; i < documents; i += 500)
        {
            await file.Commit(new Batch([.. Enumerable.Range(i, Math.Min(500, documents - i)).Select(n => new Put("thing", $"d{n}", $$"""{"n":{{n}},"text":"zażółć 😀"}""", 0, new DocumentKey("slug", $"s{n}", true), new DocumentKey("group", $"g{n % 7}")))]), Ct);
        }

        for (var i = 0; i < events; i += 200)
        {
            var first = i;
            var count = Math.Min(200, events - i);
            await file.Commit(TestTurn.Of(Room, i, [.. Enumerable.Range(0, count).Select(n => new ReceiptKey($"r{first + n}", "d"))], n => TestTurn.Entry(n, $"e{first + n}")), Ct);
        }

        await file.Commit(TestTurn.Of(Guid.NewGuid(), 0, [new ReceiptKey("silent", "d")], n => new TurnEntry(n, [], [new Put("other", "x", "1", 0)], [])), Ct);
        await file.Commit(new Batch([], [new NewDelivery("m1", "mail", "{}", Noon), new NewDelivery("m2", "mail", "{}", Noon.AddTicks(1)), new NewDelivery("left", "mail", "{}", Noon)]), Ct);
        Assert.True(await file.Move(new StoredDelivery("left", "mail", "{}", Noon), null, new Batch(), Ct));
    }

    private async Task Move(string place)
    {
        _said.Clear();
        using var rows = new LiteDbRows(_folder.Path);
        await MoveStore.Run(rows, place, _said.Add, Ct);
    }

    private async Task RunAndKill(string place, int steps)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Webinars.KillTest.dll");
        using var child = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, "--move", _folder.Path, "--store", $"postgres:{place}"]) { RedirectStandardOutput = true })!;
        while (await child.StandardOutput.ReadLineAsync(Ct) is { } line && (!line.EndsWith("moved", StringComparison.Ordinal) || --steps > 0))
        {
        }

        child.Kill();
        await child.WaitForExitAsync(Ct);
        Assert.Equal(128 + 9, child.ExitCode);
    }

    private static async Task Same(LiteDbStore file, PostgresStore moved)
    {
        Assert.Equal(await file.ReadLog(Room, 0, int.MaxValue, Ct), await moved.ReadLog(Room, 0, int.MaxValue, Ct));
        Assert.Equal(await file.Head(Room, Ct), await moved.Head(Room, Ct));
        Assert.Equal(await file.Find("thing", "group", "", "~", int.MaxValue, false, Ct), await moved.Find("thing", "group", "", "~", int.MaxValue, false, Ct));
        Assert.Equal(await file.GetByKey("thing", "slug", "s7", Ct), await moved.GetByKey("thing", "slug", "s7", Ct));
        Assert.Equal(await file.Get("other", "x", Ct), await moved.Get("other", "x", Ct));
        Assert.Equal(await file.Due("mail", DateTimeOffset.MaxValue, 10, Ct), await moved.Due("mail", DateTimeOffset.MaxValue, 10, Ct));
    }

    private LiteDbStore OpenFile() => new(Options.Create(new LiteDbOptions { Path = _folder.Path }), NullLogger<LiteDbStore>.Instance);

    private static Task<PostgresStore> Open(string place) => PostgresStore.Open(place, NullLogger.Instance, Ct);
}
