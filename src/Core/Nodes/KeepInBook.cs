using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Webinars.Nodes;

/// <summary>Gives signs of life, and counts who else does. Attendance takes the node out of the book at an orderly end.</summary>
public sealed partial class KeepInBook(NodesBook book, CompareSettings compare, LivingNodes living, TimeProvider time, ILogger<KeepInBook> logger) : BackgroundService
{
    /// <summary>Before anything else of this node begins, which must not run beside nodes that are unlike it.</summary>
    /// <exception cref="NotLikeOthersException">It must not start.</exception>
    public async Task Begin(CancellationToken ct)
    {
        foreach (var name in await compare.Join(ct))
        {
            Logged.Unlike(logger, name);
        }

        foreach (var other in (await book.Others(NodesBook.Lease, ct)).Where(other => other.Build != book.Self.Build))
        {
            Logged.OtherBuild(logger, book.Self.Build, other.Build);
        }

        await Round(ct);
    }

    /// <summary>One round; also what a test calls after it has moved the clock.</summary>
    public async Task Round(CancellationToken ct)
    {
        await book.Save([], ct);
        living.Count = 1 + (await book.Others(NodesBook.Lease, ct)).Count(other => other.Joined);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rounds = new SaidOnce(error => Logged.Failed(logger, error));
        using var timer = new PeriodicTimer(NodesBook.Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await rounds.Try(() => Round(stoppingToken), stoppingToken);
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
