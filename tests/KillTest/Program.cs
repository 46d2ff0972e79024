using System.Globalization;
using Webinars.KillTest;

// --cycles N [--seed S]                     kills a writing process N times and looks what it left
// --bench [--senders N] [--seconds S]       acknowledged appends per second and how long they take
// --store F                                 either of them there: a folder, or postgres:<connection string>; else in a new folder
// --child F --cycle C                       what is killed
// --deliver F                               what is killed while it brings deliveries (DeliveryChaosTests)
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

if (Option("--deliver") is { } outbox)
{
    await DeliveryChild.Run(outbox, CancellationToken.None);
    return 0;
}

if (Option("--child") is { } folder)
{
    await Child.Run(folder, Number("--cycle", 0));
    return 0;
}

var temporary = Option("--store") is null;
var place = Option("--store") ?? Directory.CreateTempSubdirectory("webinars-kill-").FullName;
try
{
    if (args.Contains("--bench"))
    {
        await Bench.Run(place, Number("--senders", 50), TimeSpan.FromSeconds(Number("--seconds", 5)));
        return 0;
    }

    var report = await KillCycles.Run(place, Number("--cycles", 60), Number("--seed", Environment.TickCount), Console.WriteLine);
    Console.WriteLine(report);
    return report.IsClean ? 0 : 1;
}
finally
{
    if (temporary)
    {
        Directory.Delete(place, recursive: true);
    }
}
