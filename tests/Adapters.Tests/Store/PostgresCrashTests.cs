using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Webinars.Adapters.Postgres;
using Webinars.Servers;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

/// <summary>A database that crashes and stands still under load: nothing acknowledged is lost, nothing is doubled, and every connection heals by itself.</summary>
public sealed class PostgresCrashTests(ITestOutputHelper output)
{
    private const int Senders = 16;
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Guid[] Rooms = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
    private readonly ConcurrentDictionary<string, (int Room, long Position)> _acknowledged = new();
    private readonly ConcurrentBag<Exception> _errors = [];
    private long _slowest;

    [Fact]
    public async Task A_database_that_crashes_and_stands_still_loses_nothing_and_is_used_again_as_soon_as_it_is_back()
    {
        await using var server = await PostgresServer.Started();
        var connection = await server.CreateDatabase();
        await using var first = await PostgresStore.Open(connection, NullLogger.Instance, Ct);
        await using var second = await PostgresStore.Open(connection, NullLogger.Instance, Ct);
        using var end = new CancellationTokenSource();
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => Send(sender % 2 == 0 ? first : second, sender, end.Token))).ToArray();

        for (var crash = 0; crash < 3; crash++)
        {
            await More();
            await server.Kill();
            await server.Start();
            await More();
        }

        var crashed = _errors.Count;
        await server.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(10), Ct);
        await server.Thaw();
        await More();
        await end.CancelAsync();
        await Task.WhenAll(senders);

        output.WriteLine($"{_acknowledged.Count} acknowledged, {crashed} errors in 3 crashes, {_errors.Count - crashed} while it stood still, the slowest send {Stopwatch.GetElapsedTime(0, _slowest).TotalSeconds:f1} s");
        Assert.NotEmpty(_errors);
        Assert.All(_errors, error => Assert.IsAssignableFrom<NpgsqlException>(error));
        for (var room = 0; room < Rooms.Length; room++)
        {
            var log = await first.ReadLog(Rooms[room], 0, int.MaxValue, Ct);
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(one => one.Position));
            Assert.Equal(
                _acknowledged.Where(one => one.Value.Room == room).OrderBy(one => one.Value.Position).Select(one => new StoredEvent(one.Value.Position, one.Key)), log);
        }
    }

    /// <summary>One after the other, each until it is acknowledged, under the same receipt.</summary>
    private async Task Send(PostgresStore store, int sender, CancellationToken end)
    {
        var room = sender % Rooms.Length;
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var (text, begun) = ($"{sender}/{i}", Stopwatch.GetTimestamp());
            while (!_acknowledged.ContainsKey(text))
            {
                try
                {
                    var turn = TestTurn.Of(Rooms[room], long.MaxValue, [new ReceiptKey(text, "d")], action => new TurnEntry(action, [text], [new Put("said", text, "{}", 0)], []));
                    var outcome = (await store.Commit(turn, Ct)).Outcomes[0];
                    Assert.Contains(outcome.Kind, new[] { OutcomeKind.Committed, OutcomeKind.Duplicate });
                    _acknowledged[text] = (room, outcome.Position);
                }
                catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
                {
                    _errors.Add(error);
                    await Task.Delay(100, Ct);
                }
            }

            var took = Stopwatch.GetTimestamp() - begun;
            for (var slowest = Interlocked.Read(ref _slowest); took > slowest; slowest = Interlocked.Read(ref _slowest))
            {
                Interlocked.CompareExchange(ref _slowest, took, slowest);
            }

            await Task.Delay(5, Ct);
        }
    }

    /// <summary>Every sender gets on.</summary>
    private async Task More()
    {
        var from = Enumerable.Range(0, Senders).Select(Count).ToArray();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Enumerable.Range(0, Senders).Any(sender => Count(sender) < from[sender] + 3))
        {
            await Task.Delay(20, limit.Token);
        }

        int Count(int sender) => _acknowledged.Keys.Count(text => text.StartsWith($"{sender}/", StringComparison.Ordinal));
    }
}
