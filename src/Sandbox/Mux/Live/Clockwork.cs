namespace Webinars.Sandbox.Mux.Live;

/// <summary>Does what is due: looks at the clock ten times a second.</summary>
/// <remarks>It looks instead of sleeping until the next due time, so that a clock that jumps (a laptop that slept, a test's clock) is obeyed too.</remarks>
internal sealed class Clockwork(SandboxFile<MuxState> file, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            if (file.Read(state => Broadcast.AnythingDue(state, now)))
            {
                file.Change(state => Broadcast.CatchUp(state, now));
            }
        }
    }
}
