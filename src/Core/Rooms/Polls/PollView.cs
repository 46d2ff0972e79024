using Webinars.Log;

namespace Webinars.Rooms.Polls;

/// <summary>A poll as one person may see it now.</summary>
/// <param name="Results">Null where they may not see them yet; not in events, which many read.</param>
/// <param name="Mine">What the viewer chose, ascending; null for who has not voted; not in events.</param>
public sealed record PollView(
    long Id,
    DateTimeOffset At,
    string Question,
    IReadOnlyList<string> Options,
    bool Multiple,
    bool HideResults,
    PollState State,
    PollResults? Results = null,
    IReadOnlyList<int>? Mine = null)
{
    public static PollView Of(Poll poll) =>
        new(poll.Id, poll.At, poll.Asked.Question, poll.Asked.Options, poll.Asked.Multiple, poll.Asked.HideResults, poll.State);

    public static PollView Of(Poll poll, Viewer viewer) =>
        Of(poll) with { Results = poll.ResultsFor(viewer), Mine = poll.ChoicesOf(viewer.Id) };

    /// <summary>As it is now, for events; null when it is gone.</summary>
    public static PollView? Of(Room room, long id) => room.Polls.Find(id) is { } poll ? Of(poll) : null;
}
