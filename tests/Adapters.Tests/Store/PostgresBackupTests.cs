using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Webinars.Adapters.Postgres;
using Webinars.Servers;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

/// <summary>What docs/operations.md says of backups, done: dumped while it is written to, destroyed, restored.</summary>
public sealed class PostgresBackupTests
{
    private static readonly string[] Tables = ["doc", "doc_key", "room_head", "room_event", "room_receipt", "delivery"];

    [Fact]
    public async Task Dumped_destroyed_and_restored_it_is_the_same_by_hash_and_rooms_get_new_epochs()
    {
        await using var server = await PostgresServer.Started();
        var (room, place) = (Guid.NewGuid(), await server.CreateDatabase());
        LogHead? head;
        await using (var store = await PostgresStore.Open(place, NullLogger<PostgresStore>.Instance))
        {
            for (var i = 0; i < 50; i++)
            {
                head = (await store.Commit(TestTurn.Saying(room, $"e{i}", $"r{i}"), default)).Head;
                await store.Commit(new Batch([new Put("thing", $"d{i}", $$"""{"n":{{i}}}""", 0, new DocumentKey("slug", $"s{i}", true))], [new NewDelivery($"m{i}", "mail", "{}", DateTimeOffset.UnixEpoch)]), default);
            }
        }

        var before = await Hashes(place);
        var (database, dump) = (new NpgsqlConnectionStringBuilder(place).Database!, Path.Combine(server.Folder, "dump"));
        string[] to = ["-h", "localhost", "-p", $"{server.Port}", "-U", "webinars", "-d"];
        await server.Tool("pg_dump", [.. to, database, "-Fc", "-f", dump]);
        NpgsqlConnection.ClearAllPools();
        await server.Execute($"DROP DATABASE {database} WITH (FORCE)");
        await server.Execute($"CREATE DATABASE {database}");
        await server.Tool("pg_restore", [.. to, database, dump]);
        Assert.Equal(before, await Hashes(place));

        Assert.Equal(1, await NewEpochs.Give(place, default));
        await using var restored = await PostgresStore.Open(place, NullLogger<PostgresStore>.Instance);
        head = await restored.Head(room, default);
        Assert.Equal(50, head!.Position);
        var again = await restored.Commit(TestTurn.Saying(room, "e7", "r7"), default);
        Assert.Equal((OutcomeKind.Duplicate, head.Epoch), (again.Outcomes[0].Kind, again.Head!.Epoch));
        Assert.NotEqual(before["room_head"], (await Hashes(place))["room_head"]);
    }

    private static async Task<Dictionary<string, string>> Hashes(string place)
    {
        await using var source = NpgsqlDataSource.Create(place + ";Pooling=false");
        var hashes = new Dictionary<string, string>();
        foreach (var table in Tables)
        {
            await using var command = source.CreateCommand($"SELECT count(*) || ' ' || md5(string_agg(t::text, '|' ORDER BY t::text COLLATE \"C\")) FROM {table} t");
            hashes.Add(table, (string)(await command.ExecuteScalarAsync())!);
        }

        Assert.All(hashes.Values, hash => Assert.False(hash.StartsWith("0 ", StringComparison.Ordinal)));
        return hashes;
    }
}
