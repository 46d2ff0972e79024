namespace Webinars.Rooms.Presence;

/// <summary>Who is in one room on this node, counted as people, however many tabs they have open.</summary>
public sealed class PresenceCount
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, int> _connections = [];

    public int People
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    public int ConnectionsOf(Guid person)
    {
        lock (_gate)
        {
            return _connections.GetValueOrDefault(person);
        }
    }

    public void Join(Guid person)
    {
        lock (_gate)
        {
            _connections[person] = _connections.GetValueOrDefault(person) + 1;
        }
    }

    public void Leave(Guid person)
    {
        lock (_gate)
        {
            if (_connections.GetValueOrDefault(person) is > 1 and var connections)
            {
                _connections[person] = connections - 1;
            }
            else
            {
                _connections.Remove(person);
            }
        }
    }
}
