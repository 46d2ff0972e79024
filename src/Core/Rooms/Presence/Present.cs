using Webinars.People;

namespace Webinars.Rooms.Presence;

/// <summary>Somebody who is in the room.</summary>
/// <param name="Who">With the role that they came with, which may be another now.</param>
/// <param name="Key">The name as it is sorted and looked for.</param>
public sealed record Present(Actor Who, DateTimeOffset Since, string Key)
{
    /// <summary>By name, then id.</summary>
    public static IComparer<Present> Order { get; } = Comparer<Present>.Create((one, other) =>
        string.CompareOrdinal(one.Key, other.Key) is not 0 and var order ? order : one.Who.Id.CompareTo(other.Who.Id));

    /// <summary>One person may be on several nodes: the same one of them everywhere stands for all.</summary>
    public static Present? Earlier(Present? one, Present? other) =>
        one is null || (other is not null && (other.Since != one.Since ? other.Since < one.Since : Order.Compare(other, one) < 0)) ? other : one;
}

/// <summary>The first connection of a person came, or the last one went.</summary>
public readonly record struct Movement(Guid Webinar, Guid Person, string Name, bool Came, DateTimeOffset At);
