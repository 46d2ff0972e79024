using Microsoft.Extensions.Hosting;
using Webinars.Hubs.Wires;
using Webinars.Nodes;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>When this node goes: everybody in its rooms is told to move, each in a moment of their own, and who is still here in the end is closed.</summary>
internal sealed class MovePeople(RoomPumps pumps, Drain drain, TimeProvider time) : BackgroundService
{
    /// <summary>Somebody may have been on the way in, or did not take the notice.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Pause(Timeout.InfiniteTimeSpan, drain.Moving, stoppingToken);
        if (drain.Span > TimeSpan.Zero)
        {
            await Tell(stoppingToken);
        }

        await Pause(Timeout.InfiniteTimeSpan, drain.Closing, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var member in pumps.Members)
            {
                member.Close();
            }

            await Pause(Again, stoppingToken);
        }
    }

    private async Task Tell(CancellationToken stoppingToken)
    {
        var notice = new SharedFrame(nameof(IRoomClient.Notice), Notice.Moving(drain.Span));
        var told = new HashSet<Member>();
        while (!drain.Closing.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            told.UnionWith(pumps.Members.Where(member => !told.Contains(member) && member.Tell(notice)).ToList());
            await Pause(Again, drain.Closing, stoppingToken);
        }
    }

    private async Task Pause(TimeSpan most, params CancellationToken[] ends)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ends);
        await Task.Delay(most, time, any.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
