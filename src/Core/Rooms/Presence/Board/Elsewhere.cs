namespace Webinars.Rooms.Presence.Board;

/// <summary>Who is with other nodes in one room, as far as this node has read. For one thread at a time.</summary>
/// <remarks>
/// What a board that has lost its memory does not say is not believed gone at once: who was there stays until their node has written all its people down anew, or a lease is over.
/// </remarks>
internal sealed class Elsewhere(TimeSpan lease, TimeProvider time)
{
    private readonly Dictionary<Guid, Dictionary<Guid, Present>> _nodes = [];
    private readonly Dictionary<Guid, (HashSet<Guid> People, long Since)> _doubted = [];

    /// <summary>Nobody is counted of whom the board does not know.</summary>
    public bool IsSure => _doubted.Count == 0;

    /// <summary>The board may have forgotten: nothing that it does not say again is sure.</summary>
    public void Doubt()
    {
        foreach (var (node, people) in _nodes.Where(node => node.Value.Count > 0))
        {
            var since = _doubted.TryGetValue(node, out var doubted) ? doubted.Since : time.GetTimestamp();
            _doubted[node] = ([.. people.Keys], since);
        }
    }

    /// <returns>Of each person whom the lines may concern: as whom they are elsewhere now; null: not any more.</returns>
    public IReadOnlyCollection<(Guid Person, Present? There)> Take(IEnumerable<Line> lines)
    {
        var moved = new HashSet<Guid>();
        foreach (var (node, person, present) in lines)
        {
            if (person != Line.Node)
            {
                Put(node, person, present);
                moved.Add(person);
            }
            else if (present is not null)
            {
                moved.UnionWith(Settle(node));
            }
        }

        return Now(moved);
    }

    /// <summary>Nobody is in doubt for longer than a lease.</summary>
    /// <returns>As <see cref="Take"/>.</returns>
    public IReadOnlyCollection<(Guid Person, Present? There)> EndDoubts() =>
        Now([.. _doubted.Where(one => time.GetElapsedTime(one.Value.Since) >= lease).Select(one => one.Key).ToList().SelectMany(Settle)]);

    /// <summary>Nothing is known any more.</summary>
    /// <returns>As <see cref="Take"/>.</returns>
    public IReadOnlyCollection<(Guid Person, Present? There)> Clear()
    {
        HashSet<Guid> everybody = [.. _nodes.Values.SelectMany(people => people.Keys)];
        _nodes.Clear();
        _doubted.Clear();
        return Now(everybody);
    }

    private void Put(Guid node, Guid person, Present? present)
    {
        if (_doubted.TryGetValue(node, out var doubted))
        {
            doubted.People.Remove(person);
        }

        if (!_nodes.TryGetValue(node, out var people))
        {
            _nodes.Add(node, people = []);
        }

        if (present is not null)
        {
            people[person] = present;
        }
        else if (people.Remove(person) && people.Count == 0)
        {
            _nodes.Remove(node);
            _doubted.Remove(node);
        }
    }

    /// <returns>Who was in doubt, and is gone.</returns>
    private IEnumerable<Guid> Settle(Guid node)
    {
        if (!_doubted.Remove(node, out var doubted))
        {
            return [];
        }

        foreach (var person in doubted.People)
        {
            Put(node, person, null);
        }

        return doubted.People;
    }

    private List<(Guid Person, Present? There)> Now(HashSet<Guid> people) => [.. people.Select(person => (person, Of(person)))];

    private Present? Of(Guid person)
    {
        Present? seen = null;
        foreach (var people in _nodes.Values)
        {
            seen = Present.Earlier(seen, people.GetValueOrDefault(person));
        }

        return seen;
    }
}
