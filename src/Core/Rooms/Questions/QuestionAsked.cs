using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>A question; its id is its position.</summary>
/// <param name="Anonymous">Nobody but the asker sees by whom, hosts neither.</param>
public sealed record QuestionAsked(string ClientId, string Text, bool Anonymous) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Questions = room.Questions.Add(this) };

    public override IEnumerable<Guid> Concerns(Room room) => Anonymous ? [By!.Id] : [];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => Anonymous && viewer.Id != By!.Id ? this with { By = null } : this;

    public override IEnumerable<Total> Moves(Room room) => [new(Counted.Question, Position)];
}
