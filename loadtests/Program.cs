using System.Net.Sockets;
using System.Runtime.InteropServices;
using Webinars.LoadTests;
using Webinars.LoadTests.Scenarios;
using Webinars.LoadTests.Servers;

if (args is [BareHub.Command, ..])
{
    return await BareHub.Serve(args[1..]);
}

Options options;
try
{
    options = Options.Parse(args);
}
catch (ArgumentException bad)
{
    Console.Error.WriteLine($"{bad.Message}\n\n{Options.Usage}");
    return 2;
}

// Whatever happens, it ends; and ends what it has started.
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8) + (TimeSpan.FromSeconds(options.Seconds) * 3));
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return options.Scenario switch
    {
        "fan-out" or "quiet" => await FanOut.Run(options, limit.Token),
        "writes" => await Writes.Run(options, limit.Token),
        "join" => await Join.Run(options, limit.Token),
        "votes" => await Votes.Run(options, limit.Token),
        "presence" => await Presence.Run(options, limit.Token),
        _ => await Populate.Run(options, limit.Token),
    };
}
catch (Exception failed) when (failed is RunFailedException or HttpRequestException or SocketException)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("It was stopped, or took too long.");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    limit.Cancel();
}
