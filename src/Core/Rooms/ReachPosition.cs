using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>Somebody has seen a position, maybe on another node: this one reads on until it is there too, or as far as the log is; for a second at most.</summary>
public static class ReachPosition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task Run(LiveRoom room, long position, RoomLog log, TimeProvider time, CancellationToken ct)
    {
        if (position <= room.State.Position || await log.Head(room.Id, ct) is not { } head)
        {
            return;
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (room.State.Position >= Math.Min(position, head.Position))
            {
                reached.TrySetResult();
            }
        }

        room.Advanced += Look;
        room.Grew(head.Position);
        Look();
        await reached.Task.WaitAsync(Patience, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        room.Advanced -= Look;
    }
}
