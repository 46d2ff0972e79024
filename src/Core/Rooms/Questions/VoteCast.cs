using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <summary>A vote given or taken back. Nobody is shown whose: it moves a total.</summary>
public sealed record VoteCast(long QuestionId, bool On) : RoomEvent
{
    public override RoomEvent? SeenBy(Viewer viewer) => null;
}
