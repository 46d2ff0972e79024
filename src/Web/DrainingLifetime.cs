using System.Runtime.InteropServices;
using Webinars.Nodes;

namespace Webinars.Web;

/// <summary>
/// SIGTERM and Ctrl+C first send people to other nodes, and only then stop the host: from ApplicationStopping on SignalR and Kestrel close whatever is open.
/// The second signal ends the waiting, the third the process.
/// </summary>
internal sealed partial class DrainingLifetime(Drain drain, IHostApplicationLifetime host, ILogger<DrainingLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _hurry = new();
    private PosixSignalRegistration[] _heard = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _heard = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Hear))];
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        Array.ForEach(_heard, signal => signal.Dispose());
        _hurry.Dispose();
    }

    private void Hear(PosixSignalContext signal)
    {
        var count = Interlocked.Increment(ref _signals);
        signal.Cancel = count < 3;
        switch (count)
        {
            case 1:
                _ = Leave();
                break;
            case 2:
                _hurry.Cancel();
                break;
        }
    }

    private async Task Leave()
    {
        try
        {
            await drain.Run(_hurry.Token);
        }
        catch (Exception error)
        {
            Log.Failed(logger, error);
        }

        host.StopApplication();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Those who are connected could not be sent to other nodes")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
