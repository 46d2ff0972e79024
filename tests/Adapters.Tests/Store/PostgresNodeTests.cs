using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Webinars.Adapters.Postgres;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

/// <summary>Several nodes on one database.</summary>
public sealed class PostgresNodeTests(OnePostgres postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly List<PostgresStore> _nodes = [];
    private readonly Guid _room = Guid.NewGuid();
    private string _place = "";

    public async ValueTask InitializeAsync() => _place = await postgres.Place();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Turns_of_one_room_from_two_nodes_leave_no_gap_and_each_sees_what_the_other_did()
    {
        var nodes = await Nodes(2);
        var folds = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var folded = new List<string>();
            for (var i = 0; i < 40; i++)
            {
                var text = $"{writer}/{i}";
                var result = await nodes[writer % 2].Commit(
                    new TestTurn(_room, folded.Count, [new ReceiptKey(text, "d")], (unseen, _) => [TestTurn.Entry(0, $"{text} after {folded.Count + unseen.Count}")]), Ct);
                folded.AddRange(result.Events.Select(one => one.Json));
                Assert.EndsWith($" after {folded.Count - 1}", folded[^1], StringComparison.Ordinal);
            }

            return folded;
        })));

        var log = await nodes[0].ReadLog(_room, 0, int.MaxValue, Ct);
        Assert.Equal(Enumerable.Range(1, 320).Select(i => (long)i), log.Select(one => one.Position));
        Assert.All(folds, fold => Assert.Equal(log.Take(fold.Count).Select(one => one.Json), fold));
    }

    [Fact]
    public async Task The_same_receipt_at_every_node_is_saved_once()
    {
        var nodes = await Nodes(3);
        var sends = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => nodes[i % 3].Commit(TestTurn.Saying(_room, "once", "r"), Ct)));

        Assert.Single(sends, send => send.Outcomes[0].Kind == OutcomeKind.Committed);
        Assert.Single(sends.Select(send => send.Head!.Epoch).Distinct());
        Assert.Single(await nodes[0].ReadLog(_room, 0, 10, Ct));
    }

    [Fact]
    public async Task Batches_that_cross_each_other_are_saved_whole_or_not_at_all_and_never_stand_still()
    {
        var nodes = await Nodes(2);
        var seed = Environment.TickCount;
        var added = new int[10];
        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            var random = new Random(seed + writer);
            for (var i = 0; i < 30; i++)
            {
                int[] some = [.. Enumerable.Range(0, 10).OrderBy(_ => random.Next()).Take(random.Next(2, 6))];
                await Retry.WhenStale(
                    async () =>
                    {
                        var puts = new List<Put>();
                        foreach (var one in some)
                        {
                            var now = await nodes[writer % 2].Get("thing", $"{one}", Ct);
                            var count = int.Parse(now?.Json ?? "0", null) + 1;
                            puts.Add(new Put("thing", $"{one}", $"{count}", now?.Version ?? 0, new DocumentKey("count", $"{one}/{count}", true), new DocumentKey("n", $"{random.Next(5)}")));
                        }

                        await nodes[writer % 2].Commit(new Batch(puts, [new NewDelivery($"{writer}/{i}", "mail", "{}", DateTimeOffset.UnixEpoch)]), Ct);
                        return true;
                    },
                    1000);
                Array.ForEach(some, one => Interlocked.Increment(ref added[one]));
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2));

        for (var one = 0; one < 10; one++)
        {
            Assert.Equal(added[one] == 0 ? null : $"{added[one]}", (await nodes[0].Get("thing", $"{one}", Ct))?.Json);
        }

        Assert.Equal(360, (await nodes[1].Due("mail", DateTimeOffset.UnixEpoch, 1000, Ct)).Count);
        Assert.Equal(added.Count(one => one > 0), await nodes[1].Count("thing", "n", "", "~", Ct));
    }

    [Fact]
    public async Task Documents_whose_keys_are_swapped_by_two_nodes_end_with_one_of_the_two()
    {
        var nodes = await Nodes(2);
        for (var i = 0; i < 20; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(async n =>
            {
                string[] keys = n % 2 == 0 ? ["x", "y"] : ["y", "x"];
                await nodes[n % 2].Commit(new Batch(Held("a"), Held("b"), Held("a", keys[0]), Held("b", keys[1])), Ct);
            }));
            string[] holders = [(await nodes[0].GetByKey("thing", "slug", "x", Ct))!.Id, (await nodes[0].GetByKey("thing", "slug", "y", Ct))!.Id];
            Assert.Equal(["a", "b"], holders.Order());
        }

        static Put Held(string id, params string[] keys) => new("thing", id, "{}", null, [.. keys.Select(key => new DocumentKey("slug", key, true))]);
    }

    [Fact]
    public async Task Four_nodes_that_start_at_once_make_the_schema_once()
    {
        var nodes = await Nodes(4);

        await nodes[0].Commit(TestTurn.Saying(_room, "1"), Ct);
        Assert.Equal(1, (await nodes[3].Head(_room, Ct))?.Position);
        Assert.Equal(Schema.Steps.Count, await Scalar("SELECT count(*) FROM schema_version"));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_and_one_that_is_mended_goes_on()
    {
        await Nodes(1);
        await using var database = new Database(_place);
        var next = Schema.Steps[^1].Number + 1;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Settle((next, 1, "CREATE TABLE half (id int); SELECT nothing")));
        await Settle((next, 1, "CREATE TABLE half (id int)"));
        Assert.Equal(next, await Scalar("SELECT max(version)::bigint FROM schema_version"));

        Task Settle((int, int, string) step) => Schema.Settle(database, TimeSpan.FromSeconds(5), false, Ct, [.. Schema.Steps, step]);
    }

    [Fact]
    public async Task A_database_that_is_newer_is_refused_unless_its_newer_steps_only_added()
    {
        await Nodes(1);
        await Scalar("INSERT INTO schema_version (version, needs) VALUES (90, 1) RETURNING 1::bigint");
        await Nodes(1);

        await Scalar("INSERT INTO schema_version (version, needs) VALUES (91, 90) RETURNING 1::bigint");
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Nodes(1));
        Assert.Contains("schema 91", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=localhost;Port=1;Password=s3cret;Username=me", "has not answered")]
    [InlineData("Host=localhost;Password=s3cret;s3cret2", "no connection string")]
    [InlineData("Host=localhost;Password=s3;cret=1", "no connection string")]
    [InlineData("Host=localhost;Port=s3cret", "no connection string")]
    [InlineData("Password=s3cret", "names no Host")]
    [InlineData("{place};Database=nowhere;Password=s3cret", "does not exist")]
    [InlineData("{place};Username=nobody;Password=s3cret", "nobody")]
    public async Task What_is_wrong_with_the_connection_is_one_sentence_without_the_password(string connection, string says)
    {
        var start = new StoreStart { Patience = TimeSpan.FromSeconds(0.5) };
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresStore.Open(connection.Replace("{place}", _place, StringComparison.Ordinal), NullLogger.Instance, start, Ct));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", $"{refused}", StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task An_acknowledgement_waits_for_the_disk_even_where_the_database_says_otherwise()
    {
        await using var source = NpgsqlDataSource.Create(_place + ";Pooling=false");
        await using var user = source.CreateCommand("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hasty') THEN CREATE ROLE hasty LOGIN SUPERUSER; END IF; END $$; ALTER ROLE hasty SET synchronous_commit = off");
        await user.ExecuteNonQueryAsync(Ct);
        await using var store = await PostgresStore.Open(_place + ";Username=hasty", NullLogger.Instance, Ct);
        var says = await store.Database.Read(
            async connection =>
            {
                await using var command = new NpgsqlCommand("SHOW synchronous_commit", connection);
                return (string)(await command.ExecuteScalarAsync(Ct))!;
            },
            Ct);

        Assert.Equal("on", says);
    }

    private async Task<PostgresStore[]> Nodes(int count)
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => PostgresStore.Open(_place, NullLogger.Instance, Ct)));
        _nodes.AddRange(nodes);
        return nodes;
    }

    private async Task<long> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_place + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
