using Webinars.Log;

namespace Webinars.Rooms.Polls;

/// <summary>What somebody chooses from now on, all of it. Only they are told; for the others it moves a total.</summary>
/// <param name="Choices">Indexes of options, ascending; none: they took their vote back.</param>
public sealed record PollVoted(long PollId, IReadOnlyList<int> Choices) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Polls = room.Polls.Change(PollId, poll => poll.Vote(By!.Id, Choices)) };

    public override IEnumerable<Guid> Concerns(Room room) => [By!.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Id == By!.Id ? this : null;

    public override IEnumerable<Total> Moves(Room room) => [new(Counted.Poll, PollId)];
}
