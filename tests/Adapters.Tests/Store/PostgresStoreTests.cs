using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Webinars.Adapters.Postgres;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

public sealed class PostgresStoreTests(OnePostgres postgres) : StoreContract
{
    private string? _place;

    protected override async Task<IStore> Open(int? queueLimit = null)
    {
        _place ??= await postgres.Place();

        // With one connection one commit runs and the others wait, as before the one writer of a file.
        return queueLimit is { } limit
            ? await PostgresStore.Open(_place + ";Maximum Pool Size=1", NullLogger.Instance, new StoreStart(limit), Ct)
            : await PostgresStore.Open(_place, NullLogger.Instance, Ct);
    }

    /// <summary>Without statistics, as in the first minute of a new database, the planner takes a room to be small.</summary>
    [Fact]
    public async Task A_turn_reads_as_many_receipts_as_it_has_actions_however_many_the_room_has()
    {
        const int Turns = 40, Actions = 50;
        var room = Guid.NewGuid();
        var store = await Open();
        for (var turn = 0; turn < Turns; turn++)
        {
            ReceiptKey[] receipts = [.. Enumerable.Range(0, Actions).Select(action => new ReceiptKey($"{turn}/{action}", "d"))];
            await store.Commit(TestTurn.Of(room, turn * Actions, receipts, action => TestTurn.Entry(action, "{}")), Ct);
        }

        // What a connection has counted is to be seen at its end at the latest; the look-ups of all turns must be in it.
        await Close(store);
        await using var source = NpgsqlDataSource.Create(_place + ";Pooling=false");
        await using var question = source.CreateCommand("SELECT idx_scan, idx_tup_read FROM pg_stat_user_indexes WHERE schemaname = current_schema() AND indexrelname = 'room_receipt_pkey'");
        (long Scans, long Read) counted;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        do
        {
            await using var reader = await question.ExecuteReaderAsync(limit.Token);
            Assert.True(await reader.ReadAsync(limit.Token));
            counted = (reader.GetInt64(0), reader.GetInt64(1));
        }
        while (counted.Scans < Turns);
        Assert.InRange(counted.Read, 0, Turns * Actions);
    }

    protected override async Task Close(IStore store) => await ((PostgresStore)store).DisposeAsync();

    protected override Task Drop() => Task.CompletedTask;
}
