using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Storage;

namespace Webinars.Nodes;

/// <summary>Asks the store once a minute what time it is. A machine whose own clock is far off does not start.</summary>
public sealed partial class KeepTime(IStore store, StoreTime time, ILogger<KeepTime> logger) : BackgroundService
{
    private const int Probes = 5;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>More is told in the log.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(2);

    /// <summary>With more it does not start: other programs, certificates and whoever reads its log go by the machine's clock.</summary>
    private static readonly TimeSpan Refused = TimeSpan.FromSeconds(30);

    /// <summary>Before anything else of this node begins.</summary>
    /// <exception cref="NotLikeOthersException">The machine's clock is far off.</exception>
    public async Task Begin(CancellationToken ct)
    {
        var off = (await Measure(first: true, ct)).Duration();
        if (off >= Refused)
        {
            throw new NotLikeOthersException([$"This machine's clock is {off.TotalSeconds:0} s off that of the store: set it right (NTP) on both."]);
        }
    }

    /// <summary>One measurement; also what a test calls.</summary>
    /// <returns>How far the machine's clock is before the store's.</returns>
    public async Task<TimeSpan> Measure(bool first, CancellationToken ct)
    {
        var (best, store0, at) = (TimeSpan.MaxValue, default(DateTimeOffset), 0L);
        for (var i = 0; i < Probes; i++)
        {
            var asked = time.GetTimestamp();
            var told = await store.Now(ct);
            var answered = time.GetTimestamp();
            var trip = time.GetElapsedTime(asked, answered);
            if (trip < best)
            {
                // The store looked at its clock half-way, as well as anybody can say.
                (best, store0, at) = (trip, told + (trip / 2), answered);
            }
        }

        var off = time.OfMachine - (store0 + time.GetElapsedTime(at));
        time.Learn(store0, at, first);
        if (off.Duration() >= Noticed)
        {
            Logged.Off(logger, off.TotalSeconds);
        }

        return off;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rounds = new SaidOnce(error => Logged.Failed(logger, error));
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await rounds.Try(() => Measure(first: false, stoppingToken), stoppingToken);
        }
    }

    private static partial class Logged
    {
        [LoggerMessage(1, LogLevel.Warning, "This machine's clock is {Seconds:0.0} s before that of the store, which is the one that counts; set it right")]
        public static partial void Off(ILogger logger, double seconds);

        [LoggerMessage(2, LogLevel.Warning, "The store could not be asked what time it is; the clock runs on as it was set last")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
