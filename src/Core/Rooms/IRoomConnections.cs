namespace Webinars.Rooms;

/// <summary>The open connections of rooms, for those who must end them.</summary>
public interface IRoomConnections
{
    /// <summary>Closes every connection that was opened under this sign-in.</summary>
    void EndSession(string session);
}
