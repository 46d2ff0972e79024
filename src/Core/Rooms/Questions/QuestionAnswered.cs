using Webinars.Log;

namespace Webinars.Rooms.Questions;

/// <param name="Text">Null when it was answered live.</param>
/// <param name="IsPrivate">Only hosts and the asker see the text; that it is answered, everybody.</param>
/// <param name="AskerId">Kept so that a private answer finds its reader; never shown.</param>
public sealed record QuestionAnswered(long QuestionId, string? Text, bool IsPrivate, Guid? AskerId) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Questions = room.Questions.Answer(this) };

    public override IEnumerable<Guid> Concerns(Room room) => IsPrivate && AskerId is { } asker ? [asker] : [];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) => IsPrivate && !viewer.Moderates && viewer.Id != AskerId
        ? this with { Text = null, AskerId = null }
        : this with { AskerId = null };
}
