namespace Webinars.Sandbox.Resend.Letters;

/// <summary>Sends and delivers what is due: looks at the clock ten times a second, so that a clock that jumps is obeyed too.</summary>
internal sealed class PostOffice(LetterStore letters, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            letters.CatchUp(time.GetUtcNow());
        }
    }
}
