using Webinars.Log;
using Webinars.Storage;

namespace Webinars.Rooms;

/// <summary>Somebody has seen a position, maybe on another node: this one reads on until it is there too, or as far as the log is; for a second at most.</summary>
public static class ReachPosition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task Run(LiveRoom room, long position, RoomLog log, TimeProvider time, CancellationToken ct)
    {
        if (position <= room.State.Position || await Head(room, log, time, ct) is not { } head)
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

    /// <returns>Null also when the store does not answer: then what is here must do.</returns>
    private static async Task<LogHead?> Head(LiveRoom room, RoomLog log, TimeProvider time, CancellationToken ct)
    {
        try
        {
            return await log.Head(room.Id, ct).WaitAsync(Patience, time, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
