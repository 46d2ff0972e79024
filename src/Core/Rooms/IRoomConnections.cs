using Webinars.People;

namespace Webinars.Rooms;

/// <summary>The open connections of this node's rooms, for those outside who must end them or tell them something.</summary>
public interface IRoomConnections
{
    /// <summary>Closes every connection that was opened under this sign-in.</summary>
    void EndSession(string session);

    /// <summary>Tells everybody in a room who may do this now; who is not here, or takes nothing at the moment, does not hear of it.</summary>
    void Tell(Guid webinar, Capability who, Notice notice);
}
