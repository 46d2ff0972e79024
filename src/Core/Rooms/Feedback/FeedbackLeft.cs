using Webinars.Log;

namespace Webinars.Rooms.Feedback;

/// <summary>What somebody thinks of the webinar, from now on. Only they and moderators see it, and nobody any more once it was replaced.</summary>
/// <param name="Ratings">For moderators, filled when it is shown: how many gave one star, two, … five, as it is now.</param>
public sealed record FeedbackLeft(int Rating, string? Comment, IReadOnlyList<int>? Ratings = null) : LiveEvent
{
    public override Room ApplyTo(Room room) => room with { Feedback = room.Feedback.Put(this) };

    public override IEnumerable<Guid> Concerns(Room room) => [By!.Id];

    public override RoomEvent? SeenBy(Viewer viewer, Room room) =>
        room.Feedback.Of(By!.Id)?.Position != Position ? null
        : viewer.Moderates ? this with { Ratings = room.Feedback.Ratings }
        : viewer.Id == By.Id ? this
        : null;
}
