using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>A question; its id is its position.</summary>
/// <param name="Anonymous">Nobody but the asker sees by whom, hosts neither.</param>
public sealed record QuestionAsked(string ClientId, string Text, bool Anonymous) : RoomEvent
{
    public override Guid? Concerns() => Anonymous ? By!.Id : null;

    public override RoomEvent? SeenBy(Viewer viewer) => Anonymous && viewer.Id != By!.Id ? this with { By = null } : this;
}
