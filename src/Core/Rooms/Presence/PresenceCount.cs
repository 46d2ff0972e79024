using System.Collections.Immutable;
using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Presence;

/// <summary>Who is in one room on this node, counted as people, however many tabs they have open.</summary>
/// <param name="moved">Called in the order of things: only takes note.</param>
public sealed class PresenceCount(Guid webinar, TimeProvider time, Action<Movement> moved)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (Present Present, int Connections)> _here = [];
    private volatile ImmutableSortedSet<Present> _byName = ImmutableSortedSet.Create(Present.Order);

    public int People => _byName.Count;

    /// <summary>In <see cref="Present.Order"/>; a picture that stays as it is.</summary>
    public ImmutableSortedSet<Present> ByName => _byName;

    public int ConnectionsOf(Guid person)
    {
        lock (_gate)
        {
            return _here.GetValueOrDefault(person).Connections;
        }
    }

    /// <returns>Null when this person is not here.</returns>
    public Present? Find(Guid person)
    {
        lock (_gate)
        {
            return _here.GetValueOrDefault(person).Present;
        }
    }

    public void Join(Actor who)
    {
        lock (_gate)
        {
            if (_here.TryGetValue(who.Id, out var here))
            {
                _here[who.Id] = (here.Present, here.Connections + 1);
                return;
            }

            var present = new Present(who, time.GetUtcNow(), Folded.Of(who.Name));
            _here.Add(who.Id, (present, 1));
            _byName = _byName.Add(present);
            moved(new Movement(webinar, who.Id, who.Name, true, present.Since));
        }
    }

    public void Leave(Guid person)
    {
        lock (_gate)
        {
            if (!_here.TryGetValue(person, out var here))
            {
                return;
            }

            if (here.Connections > 1)
            {
                _here[person] = (here.Present, here.Connections - 1);
                return;
            }

            _here.Remove(person);
            _byName = _byName.Remove(here.Present);
            moved(new Movement(webinar, person, here.Present.Who.Name, false, time.GetUtcNow()));
        }
    }
}
