using Webinars.Log;
using Webinars.Rooms.Moderation;

namespace Webinars.Rooms.Polls;

// Each shows its poll as it is now. What is said of a draft is moderators' alone; the others hear of the poll when it opens.

/// <param name="Draft">Kept; never shown.</param>
/// <param name="Poll">Filled when it is shown; null when the poll is gone.</param>
public sealed record PollDrafted(PollDraft? Draft, PollView? Poll = null) : LiveEvent, IModerating
{
    public long PollId => Position;

    public override Room ApplyTo(Room room) => room with { Polls = room.Polls.Put(Polls.Poll.Of(Position, At, Draft!)) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) =>
        viewer.Moderates ? this with { Draft = null, Poll = PollView.Of(room, PollId) } : null;
}

/// <param name="Draft">Kept; never shown.</param>
public sealed record PollEdited(long PollId, PollDraft? Draft, PollView? Poll = null) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Polls = room.Polls.Change(PollId, poll => Polls.Poll.Of(poll.Id, poll.At, Draft!)) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) =>
        viewer.Moderates ? this with { Draft = null, Poll = PollView.Of(room, PollId) } : null;
}

public sealed record PollDiscarded(long PollId) : LiveEvent, IModerating
{
    public override Room ApplyTo(Room room) => room with { Polls = room.Polls.Remove(PollId) };

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates ? this : null;
}

/// <summary>A poll goes on to another state.</summary>
public abstract record PollMoved(long PollId) : LiveEvent, IModerating
{
    /// <summary>Filled when it is shown.</summary>
    public PollView? Poll { get; init; }

    protected abstract PollState To { get; }

    public sealed override Room ApplyTo(Room room) => room with { Polls = room.Polls.Change(PollId, poll => poll with { State = To }) };

    public sealed override RoomEvent? SeenBy(Viewer viewer, Room room) => this with { Poll = PollView.Of(room, PollId) };
}

public sealed record PollOpened(long PollId) : PollMoved(PollId)
{
    protected override PollState To => PollState.Open;

    public override IEnumerable<Total> Moves(Room room) => [new(Counted.Poll, PollId)];
}

public sealed record PollClosed(long PollId) : PollMoved(PollId)
{
    protected override PollState To => PollState.Closed;
}

/// <summary>From now on everybody sees the results, hidden or not: so its total moves.</summary>
public sealed record PollPublished(long PollId) : PollMoved(PollId)
{
    protected override PollState To => PollState.Published;

    public override IEnumerable<Total> Moves(Room room) => [new(Counted.Poll, PollId)];
}
