using System.Collections.Immutable;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Chat;

/// <summary>What became of a message after it was posted. Kept for ever, so that a removed message stays removed wherever it is read again.</summary>
/// <param name="Message">With the text of its last edit.</param>
public sealed record Amendment(MessagePosted Message)
{
    /// <summary>By hand; a sanction may have removed it as well: <see cref="Removal"/>.</summary>
    public RemovedBy? Removed { get; init; }

    /// <summary>Position at which a moderator brought it back; 0 for never.</summary>
    public long RestoredAt { get; init; }

    /// <summary>Emoji → who; one that all have taken back stays here with nobody.</summary>
    public ImmutableSortedDictionary<string, ImmutableHashSet<Guid>> Reactions { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableHashSet<Guid>>(StringComparer.Ordinal);

    public MessageReports Reports { get; init; } = MessageReports.None;

    public bool Has(string emoji, Guid person) => Reactions.TryGetValue(emoji, out var people) && people.Contains(person);

    public Amendment React(string emoji, Guid person, bool on)
    {
        var people = Reactions.GetValueOrDefault(emoji, []);
        return this with { Reactions = Reactions.SetItem(emoji, on ? people.Add(person) : people.Remove(person)) };
    }

    /// <summary>Emoji → how many people; empty when nobody reacted.</summary>
    public IReadOnlyDictionary<string, int> Counts() =>
        Reactions.Where(reaction => reaction.Value.Count > 0).ToDictionary(reaction => reaction.Key, reaction => reaction.Value.Count);
}
