using System.Collections.Immutable;
using Webinars.Log;

namespace Webinars.Rooms.Polls;

/// <param name="At">When it was drafted.</param>
/// <param name="Votes">Person → what they chose, ascending, never nothing.</param>
/// <param name="Counts">People per option: counted along, for a pulse must not count thousands of votes again.</param>
public sealed record Poll(long Id, DateTimeOffset At, PollDraft Asked, PollState State, ImmutableDictionary<Guid, IReadOnlyList<int>> Votes, ImmutableArray<int> Counts)
{
    public static Poll Of(long id, DateTimeOffset at, PollDraft asked) =>
        new(id, at, asked, PollState.Draft, ImmutableDictionary<Guid, IReadOnlyList<int>>.Empty, [.. asked.Options.Select(_ => 0)]);

    /// <summary>Attendees see no results of it unless they voted.</summary>
    public bool HidesResults => State is PollState.Draft || (Asked.HideResults && State is not PollState.Published);

    /// <summary>Ascending; null for who has not voted.</summary>
    public IReadOnlyList<int>? ChoicesOf(Guid person) => Votes.GetValueOrDefault(person);

    /// <summary>Null where this viewer may not see them (yet).</summary>
    public PollResults? ResultsFor(Viewer viewer) =>
        viewer.Moderates || !HidesResults || Votes.ContainsKey(viewer.Id) ? new PollResults(Counts, Votes.Count) : null;

    /// <param name="choices">All that this person chooses now; none: they take their vote back.</param>
    public Poll Vote(Guid person, IReadOnlyList<int> choices)
    {
        var counts = Counts.ToBuilder();
        foreach (var option in ChoicesOf(person) ?? [])
        {
            counts[option]--;
        }

        foreach (var option in choices)
        {
            counts[option]++;
        }

        return this with { Counts = counts.ToImmutable(), Votes = choices.Count > 0 ? Votes.SetItem(person, choices) : Votes.Remove(person) };
    }
}

public enum PollState
{
    /// <summary>Only moderators know of it.</summary>
    Draft,
    Open,
    Closed,
    Published,
}
