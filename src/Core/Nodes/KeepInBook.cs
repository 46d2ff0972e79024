using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Webinars.Nodes;

/// <summary>Before anything else of this node begins: is it like the others. From then on it gives signs of life, and counts who else does.</summary>
/// <remarks>Added before whatever must not run beside nodes that are unlike it; attendance takes the node out of the book at an orderly end.</remarks>
public sealed partial class KeepInBook(NodesBook book, CompareSettings compare, LivingNodes living, TimeProvider time, ILogger<KeepInBook> logger) : BackgroundService, IHostedLifecycleService
{
    private bool _failing;

    /// <exception cref="NotLikeOthersException">It must not start.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var name in await compare.Join(cancellationToken))
        {
            Logged.Unlike(logger, name);
        }

        foreach (var other in (await book.Others(NodesBook.Lease, cancellationToken)).Where(other => other.Build != book.Self.Build))
        {
            Logged.OtherBuild(logger, book.Self.Build, other.Build);
        }

        await Round(cancellationToken);
    }

    /// <summary>One round; also what a test calls after it has moved the clock.</summary>
    public async Task Round(CancellationToken ct)
    {
        await book.Save([], ct);
        living.Count = 1 + (await book.Others(NodesBook.Lease, ct)).Count(other => other.Joined);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(NodesBook.Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Round(stoppingToken);
                _failing = false;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (!_failing)
                {
                    Logged.Failed(logger, error);
                }

                _failing = true;
            }
        }
    }

    private static partial class Logged
    {
        [LoggerMessage(1, LogLevel.Error, "The sign of life of this node could not be saved; tried again until it can")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(2, LogLevel.Warning, "The setting {Name} is not that of other nodes on the same store")]
        public static partial void Unlike(ILogger logger, string name);

        [LoggerMessage(3, LogLevel.Information, "This node runs {Build}, another one {Other}")]
        public static partial void OtherBuild(ILogger logger, string build, string other);
    }
}
