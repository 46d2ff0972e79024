using Webinars.Rooms;

namespace Webinars.Telling;

/// <summary>The room as it is after an event that a delivery tells of: the delivery may be quicker than the room's own reading.</summary>
internal static class RoomState
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="position">0: as it is now.</param>
    /// <exception cref="TimeoutException">The log is not read that far; it is tried again.</exception>
    public static async Task<Room> After(this LiveRooms rooms, Guid webinar, long position, CancellationToken ct)
    {
        var room = await rooms.Open(webinar).WaitAsync(ct);
        if (room.State.Position >= position)
        {
            return room.State;
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Advanced += Look;
        try
        {
            Look();
            room.Grew(position);
            await reached.Task.WaitAsync(Patience, ct);
            return room.State;
        }
        finally
        {
            room.Advanced -= Look;
        }

        void Look()
        {
            if (room.State.Position >= position)
            {
                reached.TrySetResult();
            }
        }
    }
}
