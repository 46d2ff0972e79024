using System.Collections.Immutable;
using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Presence;

/// <summary>Who is in one room, counted as people, however many tabs they have open: here, on this node, and elsewhere, as far as is known.</summary>
/// <param name="moved">Called in the order of things, of who is here: only takes note.</param>
public sealed class PresenceCount(Guid webinar, TimeProvider time, Action<Movement> moved)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (Present Present, int Connections)> _here = [];
    private readonly Dictionary<Guid, Present> _elsewhere = [];
    private volatile ImmutableSortedSet<Present> _byName = ImmutableSortedSet.Create(Present.Order);
    private volatile bool _isApproximate;

    public int People => _byName.Count;

    /// <summary>In <see cref="Present.Order"/>; a picture that stays as it is.</summary>
    public ImmutableSortedSet<Present> ByName => _byName;

    /// <summary>Who is elsewhere is not known for sure at the moment.</summary>
    public bool IsApproximate
    {
        get => _isApproximate;
        set => _isApproximate = value;
    }

    public bool IsAnybodyHere
    {
        get
        {
            lock (_gate)
            {
                return _here.Count > 0;
            }
        }
    }

    /// <summary>On this node.</summary>
    public int ConnectionsOf(Guid person)
    {
        lock (_gate)
        {
            return _here.GetValueOrDefault(person).Connections;
        }
    }

    /// <returns>Null when this person is in the room nowhere.</returns>
    public Present? Find(Guid person)
    {
        lock (_gate)
        {
            return Known(person);
        }
    }

    /// <returns>Null when this person is not in the room on this node.</returns>
    public Present? FindHere(Guid person)
    {
        lock (_gate)
        {
            return _here.GetValueOrDefault(person).Present;
        }
    }

    /// <summary>Everybody on this node.</summary>
    public IReadOnlyList<Guid> Here()
    {
        lock (_gate)
        {
            return [.. _here.Keys];
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

            var before = Known(who.Id);
            var present = new Present(who, time.GetUtcNow(), Folded.Of(who.Name));
            _here.Add(who.Id, (present, 1));
            Show(before, Known(who.Id));
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

            var before = Known(person);
            _here.Remove(person);
            Show(before, Known(person));
            moved(new Movement(webinar, person, here.Present.Who.Name, false, time.GetUtcNow()));
        }
    }

    /// <summary>These are elsewhere now, or (null) not any more.</summary>
    public void Hear(IReadOnlyCollection<(Guid Person, Present? There)> others)
    {
        lock (_gate)
        {
            foreach (var (person, there) in others)
            {
                var before = Known(person);
                if (there is null)
                {
                    _elsewhere.Remove(person);
                }
                else
                {
                    _elsewhere[person] = there;
                }

                Show(before, Known(person));
            }
        }
    }

    private Present? Known(Guid person) => Present.Earlier(_here.GetValueOrDefault(person).Present, _elsewhere.GetValueOrDefault(person));

    private void Show(Present? before, Present? now)
    {
        if (before != now)
        {
            var byName = before is null ? _byName : _byName.Remove(before);
            _byName = now is null ? byName : byName.Add(now);
        }
    }
}
