using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>A vote given or taken back. Only who gave it is told; for the others it moves a total.</summary>
public sealed record VoteCast(long QuestionId, bool On) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Questions = room.Questions.Count(this) };

    public override IEnumerable<Guid> Concerns(Room room) => [By!.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Id == By!.Id ? this : null;

    public override IEnumerable<Total> Moves(Room room) => [new(Counted.Question, QuestionId)];
}
