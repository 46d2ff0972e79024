using Webinars.People;

namespace Webinars.Core.Tests;

/// <summary>Which connections would have been closed.</summary>
public sealed class ClosedConnections : IRoomConnections
{
    public List<(Guid Webinar, Guid Person)> Closed { get; } = [];

    public void EndSession(string session)
    {
    }

    public void EndPerson(Guid person)
    {
    }

    public void EndIn(Guid webinar, Guid person) => Closed.Add((webinar, person));
}
