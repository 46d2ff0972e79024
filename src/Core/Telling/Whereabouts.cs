using Webinars.Rooms;
using Webinars.Rooms.Presence;

namespace Webinars.Telling;

/// <summary>Who is in a room now, on whatever node: they see there what others are told of.</summary>
public sealed class Whereabouts(LiveRooms rooms, VisitStore visits)
{
    /// <remarks>Visits are written once a second, so that somebody who has just left may still count as here.</remarks>
    public async Task<bool> IsIn(Guid webinar, Guid person, CancellationToken ct) =>
        (await rooms.Open(webinar).WaitAsync(ct)).Presence.Find(person) is not null || await visits.Last(webinar, person, ct) is { LeftAt: null };
}
