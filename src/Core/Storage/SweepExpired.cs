using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Webinars.Storage;

/// <summary>A kind of documents of which some expire.</summary>
public sealed record ExpiringKind(string Kind);

/// <summary>Deletes what has expired, the oldest first, in small commits: whoever else wants to save waits for one of them at most.</summary>
public sealed partial class SweepExpired(IStore store, IEnumerable<ExpiringKind> kinds, TimeProvider time, ILogger<SweepExpired> logger) : BackgroundService
{
    /// <summary>Documents in one commit.</summary>
    public const int Step = 100;

    /// <summary>In one round: 1.2 million documents of each kind in a day.</summary>
    private const int Steps = 100;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(12);

    /// <summary>One round; also what a test calls after it has moved the clock.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> Round(CancellationToken ct)
    {
        var swept = 0;
        foreach (var kind in kinds)
        {
            IReadOnlyList<Document> expired;
            var step = 0;
            do
            {
                expired = await store.Find(kind.Kind, DocumentKey.Expiry, "", TimeKey.Of(time.GetUtcNow()), Step, descending: false, ct);
                swept += await Delete(expired, ct);
                step++;
            }
            while (expired.Count == Step && step < Steps);
        }

        return swept;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Round(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                SayFailed(logger, error);
            }
        }
    }

    private async Task<int> Delete(IReadOnlyList<Document> expired, CancellationToken ct)
    {
        if (expired.Count == 0)
        {
            return 0;
        }

        try
        {
            await store.Commit(new Batch([.. expired.Select(document => new Put(document.Kind, document.Id, null, document.Version))]), ct);
            return expired.Count;
        }
        catch (StaleDocumentException)
        {
            // One of them is needed again, or another node was quicker; the next step sees what is left.
            return 0;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Sweeping what has expired failed; the next round tries again")]
    private static partial void SayFailed(ILogger logger, Exception error);
}
