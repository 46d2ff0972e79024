using System.Diagnostics;
using System.Globalization;
using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>Starts a child, kills it with SIGKILL while it writes, opens what it left, and goes on with the same store.</summary>
public static class KillCycles
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task<KillReport> Run(string place, int cycles, int seed, Action<string> tell)
    {
        var random = new Random(seed);
        var acked = new List<(int Room, long Position, string Text)>();
        tell($"seed {seed}");
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var before = acked.Count;
            await RunAndKill(place, cycle, random, acked);
            tell($"cycle {cycle}: {acked.Count - before} acknowledged");
            if (cycle % 4 != 3)
            {
                // Every fourth time the next child finds what this one left.
                await using var store = await OpenStore.At(place);
                var now = await Check(store.Store, cycle + 1, acked);
                if (!now.IsClean)
                {
                    return now;
                }
            }
        }

        await using var last = await OpenStore.At(place);
        return await Check(last.Store, cycles, acked);
    }

    private static async Task RunAndKill(string place, int cycle, Random random, List<(int Room, long Position, string Text)> acked)
    {
        // At the first acknowledgement, after a few, or at any moment: also while it opens.
        var acks = (cycle % 3) switch { 0 => 1, 1 => random.Next(2, 200), _ => int.MaxValue };
        var program = Path.Combine(AppContext.BaseDirectory, "Webinars.KillTest.dll");
        using var child = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, "--child", place, "--cycle", $"{cycle}"])
        {
            RedirectStandardOutput = true,
        })!;
        using var timer = new Timer(_ => Kill(child), null, acks == int.MaxValue ? random.Next(50, 1200) : 20_000, Timeout.Infinite);
        while (await child.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            // Only a whole line was told.
            if (line.EndsWith('.'))
            {
                var parts = line.TrimEnd('.').Split(' ');
                acked.Add((int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]));
            }

            if (--acks == 0)
            {
                Kill(child);
            }
        }

        await child.WaitForExitAsync(Ct);
        const int Killed = 128 + 9;
        if (child.ExitCode != Killed && !OperatingSystem.IsWindows())
        {
            throw new InvalidOperationException($"The child of cycle {cycle} ended by itself with {child.ExitCode}.");
        }
    }

    private static void Kill(Process child)
    {
        try
        {
            child.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private static async Task<KillReport> Check(IStore store, int cycles, List<(int Room, long Position, string Text)> acked)
    {
        int lost = 0, gaps = 0, torn = 0;
        var texts = new List<string>();
        for (var room = 0; room < Rooms.All.Length; room++)
        {
            var log = await store.ReadLog(Rooms.All[room], 0, int.MaxValue, Ct);
            gaps += log.Where((e, i) => e.Position != i + 1).Count();
            lost += acked.Count(ack => ack.Room == room && (ack.Position > log.Count || log[(int)ack.Position - 1].Json != ack.Text));
            lost += (await store.Head(Rooms.All[room], Ct))?.Position == (log.Count == 0 ? null : log.Count) ? 0 : 1;
            texts.AddRange(log.Select(e => e.Json));
            var documents = (await store.Find(SayTurn.Kind, SayTurn.Index, "", "\uffff", int.MaxValue, false, Ct)).ToDictionary(x => x.Id, x => x.Json);
            torn += log.Count(e => !documents.Remove(e.Json, out var position) || position != $"{e.Position}");
            if (log.Count > 0)
            {
                var again = await store.Commit(new SayTurn(Rooms.All[room], 0, log[^1].Json, document: true), Ct);
                torn += again.Outcomes[0] == new Outcome(OutcomeKind.Duplicate, log.Count) ? 0 : 1;
            }
        }

        var all = await store.Find(SayTurn.Kind, SayTurn.Index, "", "\uffff", int.MaxValue, true, Ct);
        torn += Math.Abs(all.Count - texts.Count);
        return new KillReport(cycles, acked.Count, texts.Count, lost, gaps, texts.Count - texts.Distinct().Count(), torn);
    }
}
