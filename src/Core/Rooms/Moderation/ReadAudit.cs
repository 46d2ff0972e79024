using Webinars.Log;

namespace Webinars.Rooms.Moderation;

/// <summary>What moderators decided, newest first, as a moderator may see it now.</summary>
public static class ReadAudit
{
    private const int Largest = 100;

    /// <exception cref="RefusedException">not-allowed: the viewer does not moderate.</exception>
    public static IReadOnlyList<RoomEvent> Run(Room room, Viewer viewer, long before, int limit) => viewer.Moderates
        ? [.. Enumerable.Range(1, room.Moderation.Decisions.Count)
            .Select(back => room.Moderation.Decisions[^back])
            .SkipWhile(decided => decided.Position >= before)
            .Select(decided => room.Show(decided, viewer))
            .OfType<RoomEvent>()
            .Take(Math.Clamp(limit, 1, Largest))]
        : throw new RefusedException(Refusal.NotAllowed);
}
