using System.Collections.Concurrent;
using System.Diagnostics;
using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>Senders that each wait for their acknowledgement; a chat line of about 190 bytes with a receipt, in four rooms that gather what waits, as live rooms do.</summary>
internal static class Bench
{
    public static async Task Run(string place, int senders, TimeSpan time)
    {
        await using var open = await OpenStore.At(place);
        var store = open.Store;
        await Measure(store, "warm", senders, TimeSpan.FromSeconds(1));
        var took = await Measure(store, "run", senders, time);
        Array.Sort(took);
        double Percentile(double p) => Stopwatch.GetElapsedTime(0, took[(int)((took.Length - 1) * p)]).TotalMilliseconds;
        Console.WriteLine(
            $"{senders} senders: {took.Length / time.TotalSeconds:f0} acked/s, p50 {Percentile(0.5):f1} ms, p99 {Percentile(0.99):f1} ms, max {Percentile(1):f1} ms");
        await MeasureReads(store);
        foreach (var file in OpenStore.IsPostgres(place) ? [] : new DirectoryInfo(place).GetFiles())
        {
            Console.WriteLine($"{file.Name}: {file.Length / 1e6:f1} MB");
        }
    }

    private static async Task MeasureReads(IStore store)
    {
        const int Reads = 500;
        var head = (await store.Head(Rooms.All[0], CancellationToken.None))!.Position;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Reads; i++)
        {
            await store.Head(Rooms.All[0], CancellationToken.None);
        }

        var heads = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Reads; i++)
        {
            await store.ReadLog(Rooms.All[0], Math.Max(0, head - 50 - i), 50, CancellationToken.None);
        }

        Console.WriteLine($"of {head} events: head {heads.TotalMicroseconds / Reads:f0} us, 50 events {Stopwatch.GetElapsedTime(start).TotalMicroseconds / Reads:f0} us");
    }

    /// <returns>Ticks of the stopwatch per acknowledgement.</returns>
    private static async Task<long[]> Measure(IStore store, string name, int senders, TimeSpan time)
    {
        var took = new ConcurrentBag<long>();
        var rooms = Rooms.All.Select(room => new Gathering(store, room)).ToList();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(start) < time; i++)
            {
                var text = $"{name}/{sender}/{i}/".PadRight(190, 'x');
                var begun = Stopwatch.GetTimestamp();
                await rooms[sender % rooms.Count].Say(text);
                took.Add(Stopwatch.GetTimestamp() - begun);
            }
        })));
        return [.. took];
    }
}
