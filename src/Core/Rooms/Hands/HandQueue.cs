using System.Collections.Immutable;
using Webinars.Log;
using Webinars.People;

namespace Webinars.Rooms.Hands;

/// <param name="Person">With the role that they had when they raised it.</param>
public sealed record RaisedHand(Actor Person, DateTimeOffset At);

/// <summary>Who would like to speak, in the order in which they raised their hands.</summary>
public sealed record HandQueue(ImmutableList<RaisedHand> Hands)
{
    public static readonly HandQueue Empty = new([]);

    public RaisedHand? Of(Guid person) => Hands.Find(hand => hand.Person.Id == person);

    public HandQueue Raise(Actor person, DateTimeOffset at) => Of(person.Id) is null ? new(Hands.Add(new RaisedHand(person, at))) : this;

    public HandQueue Lower(Guid person) => new(Hands.RemoveAll(hand => hand.Person.Id == person));

    /// <summary>Moderators: the queue; else one's own.</summary>
    public IReadOnlyList<RaisedHand> SeenBy(Viewer viewer) => viewer.Moderates ? Hands : Hands.FindAll(hand => hand.Person.Id == viewer.Id);
}
