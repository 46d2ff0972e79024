using System.Collections.Immutable;
using Webinars.Log;

namespace Webinars.Rooms.Feedback;

/// <summary>What each person said last, and how often each rating was given.</summary>
/// <param name="Newest">By position, the newest first.</param>
/// <param name="Ratings">How many gave one star, two, … five.</param>
public sealed record FeedbackBook(ImmutableSortedDictionary<long, FeedbackLeft> Newest, ImmutableDictionary<Guid, long> Positions, ImmutableArray<int> Ratings)
{
    public static readonly FeedbackBook Empty = new(
        ImmutableSortedDictionary.Create<long, FeedbackLeft>(Comparer<long>.Create((one, other) => other.CompareTo(one))),
        ImmutableDictionary<Guid, long>.Empty,
        [.. new int[LeaveFeedback.Best]]);

    public FeedbackLeft? Of(Guid person) => Positions.TryGetValue(person, out var position) ? Newest[position] : null;

    public FeedbackBook Put(FeedbackLeft left)
    {
        var (newest, ratings) = (Newest, Ratings);
        if (Of(left.By!.Id) is { } before)
        {
            (newest, ratings) = (newest.Remove(before.Position), Count(ratings, before, -1));
        }

        return new(newest.Add(left.Position, left), Positions.SetItem(left.By.Id, left.Position), Count(ratings, left, +1));
    }

    /// <summary>One's own; null for none.</summary>
    public OwnFeedback? OwnOf(Viewer viewer) => Of(viewer.Id) is { } left ? new OwnFeedback(left.Rating, left.Comment) : null;

    /// <summary>Null where there are none, and for those who may not see them.</summary>
    public IReadOnlyList<int>? RatingsFor(Viewer viewer) => viewer.Moderates && Newest.Count > 0 ? Ratings : null;

    private static ImmutableArray<int> Count(ImmutableArray<int> ratings, FeedbackLeft left, int by) => ratings.SetItem(left.Rating - 1, ratings[left.Rating - 1] + by);
}

public sealed record OwnFeedback(int Rating, string? Comment);
