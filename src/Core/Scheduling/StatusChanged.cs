using Webinars.Log;

namespace Webinars.Scheduling;

/// <param name="Revision">Only grows; who shows a higher one ignores this.</param>
/// <param name="Until">Interrupted: when the webinar ends by itself.</param>
public sealed record StatusChanged(WebinarStatus Status, int Revision, DateTimeOffset? Until = null) : RoomEvent;
