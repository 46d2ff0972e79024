using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Adapters.LiteDb;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Store;

/// <summary>WEBINARS_POWER_CUTS: how many machines lose their power, each twice (20). WEBINARS_POWER_SEED: the first of their seeds.</summary>
public sealed class LiteDbPowerTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Guid[] Rooms = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

    [Theory]
    [InlineData(512)]
    [InlineData(4096)]
    public async Task A_machine_that_loses_its_power_loses_nothing_that_was_acknowledged(int sector)
    {
        var machines = Number("WEBINARS_POWER_CUTS", 20);
        var seed = Number("WEBINARS_POWER_SEED", Environment.TickCount);
        var acknowledged = 0;
        for (var i = 0; i < machines; i++)
        {
            output.WriteLine($"seed {seed + i}");
            acknowledged += await TwoCuts(new Random(seed + i), sector);
        }

        output.WriteLine($"{acknowledged} acknowledged");
        Assert.True(acknowledged > machines, $"only {acknowledged} acknowledged");
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static async Task<int> TwoCuts(Random random, int sector)
    {
        var acked = new List<(Guid Room, long Position, string Text)>();
        byte[] data = [], log = [];
        for (var life = 0; life < 2; life++)
        {
            // One time in four while it opens or soon after.
            var power = new Power(random.Next(1, random.Next(4) == 0 ? 120 : 2500));
            var files = (new VolatileFile(power, data), new VolatileFile(power, log));
            await Live(files, power, life, acked);
            var chance = random.Next(4) switch { 0 => 0.1, 1 => 0.9, _ => 0.5 };
            data = files.Item1.AfterPowerLoss(random, sector, chance);
            log = files.Item2.AfterPowerLoss(random, sector, chance);
        }

        (Guid Room, long Position, string Text)[] told;
        lock (acked)
        {
            told = [.. acked];
        }

        var mains = new Power(int.MaxValue);
        (VolatileFile Data, VolatileFile Log) last = (new(mains, data), new(mains, log));
        await using (var store = Open(last, mains))
        {
            await Check(store, told);
        }

        await using (var store = Open(last, mains))
        {
            await Check(store, told);
        }

        return told.Length;
    }

    private static LiteDbStore Open((VolatileFile Data, VolatileFile Log) files, Power power)
    {
        // Sixty pages of log, so that checkpoints happen often.
        var options = new LiteDbOptions { CheckpointBytes = 60 * 8192, WriteLimit = TimeSpan.FromHours(1) };
        return new LiteDbStore(options, files, NullLogger.Instance, (message, _) => Environment.FailFast($"power {power.Off.IsCompleted}: {message}"));
    }

    private static async Task Live((VolatileFile, VolatileFile) files, Power power, int life, List<(Guid Room, long Position, string Text)> acked)
    {
        var machine = new Thread(() =>
        {
            var store = Open(files, power);
            DeadMachine.Keep(store);
            for (var sender = 0; sender < 8; sender++)
            {
                var name = $"{life}/{sender}";
                _ = Task.Run(() => Send(store, Rooms[name[^1] % Rooms.Length], name, acked), Ct);
            }
        }) { IsBackground = true };
        machine.Start();
        await power.Off.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static async Task Send(LiteDbStore store, Guid room, string name, List<(Guid, long, string)> acked)
    {
        for (var i = 0; ; i++)
        {
            var text = $"{name}/{i}";
            var result = await store.Commit(
                TestTurn.Of(room, long.MaxValue, [new ReceiptKey(text, "d")], action => new TurnEntry(
                    action,
                    [text],
                    [new Put("said", text, text.PadRight(200 + (i % 7 * 900)), 0, new DocumentKey("text", text, true)), new Put("last", name, text, null)],
                    [])),
                Ct);
            lock (acked)
            {
                acked.Add((room, result.Outcomes[0].Position, text));
            }
        }
    }

    private static async Task Check(LiteDbStore store, (Guid Room, long Position, string Text)[] acked)
    {
        var said = (await store.Find("said", "text", "", "\uffff", int.MaxValue, false, Ct)).Select(x => x.Json.TrimEnd()).ToHashSet();
        var backwards = await store.Find("said", "text", "", "\uffff", int.MaxValue, true, Ct);
        Assert.Equal(said.Count, backwards.Count);
        foreach (var room in Rooms)
        {
            var log = await store.ReadLog(room, 0, int.MaxValue, Ct);
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(x => x.Position));
            Assert.Equal(log.Count, (await store.Head(room, Ct))?.Position ?? 0);
            Assert.All(log, e => Assert.True(said.Remove(e.Json), $"{e} has no document"));
            foreach (var ack in acked.Where(ack => ack.Room == room))
            {
                Assert.True(ack.Position <= log.Count && log[(int)ack.Position - 1].Json == ack.Text, $"{ack} is lost");
                var again = await store.Commit(TestTurn.Saying(room, ack.Text, ack.Text), Ct);
                Assert.Equal(new Outcome(OutcomeKind.Duplicate, ack.Position), again.Outcomes[0]);
            }
        }

        Assert.Empty(said);
    }
}
