using Webinars.People;

namespace Webinars.Rooms;

/// <summary>Says something to those in a room, on whichever node they are, from outside it.</summary>
public interface IRoomNotices
{
    /// <summary>Tells everybody in a room who may do this now; who is not here, or takes nothing at the moment, does not hear of it.</summary>
    void Tell(Guid webinar, Capability who, Notice notice);
}
