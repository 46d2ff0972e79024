using Webinars.Log;

namespace Webinars.Rooms.Questions.Moderating;

/// <summary>What moderators note on a question for each other; nobody else learns of it.</summary>
public abstract record ModeratorsMark(long QuestionId) : QuestionChanged(QuestionId)
{
    public sealed override RoomEvent? SeenBy(Viewer viewer, Room room) => viewer.Moderates ? base.SeenBy(viewer, room) : null;

    public sealed override IEnumerable<Total> Moves(Room room) => [];
}
