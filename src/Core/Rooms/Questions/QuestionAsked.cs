using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>A question; its id is its position.</summary>
/// <param name="Anonymous">Nobody but the asker sees by whom, hosts neither.</param>
/// <param name="Pending">In the store only: it waits for a moderator before others see it.</param>
public sealed record QuestionAsked(string ClientId, string Text, bool Anonymous, bool? Pending = null) : QuestionEvent
{
    protected override long Subject => Position;

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => base.SeenBy(viewer, room) is QuestionAsked { Questions: [var now] } seen
        ? seen with { Text = now.Text, By = now.By, Pending = null }
        : null;

    protected override QuestionBoard Change(QuestionBoard board) => board.Add(this);
}
