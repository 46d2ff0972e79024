using System.Collections.Immutable;
using Webinars.Log;

namespace Webinars.Rooms.Polls;

/// <summary>All polls of a room, by id, which is also by time.</summary>
public sealed record PollBoard(ImmutableSortedDictionary<long, Poll> All)
{
    public static readonly PollBoard Empty = new(ImmutableSortedDictionary<long, Poll>.Empty);

    public Poll? Find(long id) => All.GetValueOrDefault(id);

    public PollBoard Put(Poll poll) => new(All.SetItem(poll.Id, poll));

    public PollBoard Remove(long id) => new(All.Remove(id));

    public PollBoard Change(long id, Func<Poll, Poll> change) => Find(id) is { } poll ? Put(change(poll)) : this;

    /// <summary>Those that this viewer may know of, with results and their own vote, oldest first.</summary>
    public IReadOnlyList<PollView> SeenBy(Viewer viewer) =>
        [.. All.Values.Where(poll => viewer.Moderates || poll.State is not PollState.Draft).Select(poll => PollView.Of(poll, viewer))];

    /// <summary>Results of the polls that moved, as far as this viewer may see them; null for none.</summary>
    public IReadOnlyDictionary<long, PollResults>? Results(IEnumerable<Total> moved, Viewer viewer)
    {
        var seen = new Dictionary<long, PollResults>();
        foreach (var total in moved.Where(total => total.What is Counted.Poll))
        {
            if (Find(total.Id)?.ResultsFor(viewer) is { } results)
            {
                seen.Add(total.Id, results);
            }
        }

        return seen.Count > 0 ? seen : null;
    }

    /// <summary>The polls whose hidden results this person sees, having voted; the same text for all who see the same.</summary>
    public string Unhidden(Guid person) =>
        string.Join(' ', All.Values.Where(poll => poll.HidesResults && poll.Votes.ContainsKey(person)).Select(poll => poll.Id));
}
