namespace Webinars.People;

/// <summary>The open connections of people in rooms, for those who must end them.</summary>
public interface IRoomConnections
{
    /// <summary>Closes every connection that was opened under this sign-in.</summary>
    void EndSession(string session);

    /// <summary>Closes every connection of this person.</summary>
    void EndPerson(Guid person);

    /// <summary>Closes every connection of this person in one webinar's room.</summary>
    void EndIn(Guid webinar, Guid person);
}
