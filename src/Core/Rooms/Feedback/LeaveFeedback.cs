using Webinars.People;
using Webinars.Scheduling;
using Webinars.Text;

namespace Webinars.Rooms.Feedback;

/// <summary>
/// Says how the webinar was: the whole of it, in the place of what this person said before. Refused: wrong-state: it is not over, or was called off;
/// not-allowed: nobody rates what they lead; invalid, too-long, bad-text.
/// </summary>
/// <param name="Rating">1 to 5.</param>
/// <param name="Comment">Null for none.</param>
public sealed record LeaveFeedback(Actor By, string ClientId, int Rating, string? Comment) : RoomAction(By, ClientId)
{
    public const int Best = 5;

    /// <summary>Characters of a comment.</summary>
    public const int Longest = 1_000;

    public override Capability Needs => Capability.Attend;

    protected override string Said => $"{Rating}\n{Comment}";

    public override RoomAction Checked() => Rating is >= 1 and <= Best
        ? this with { Comment = PlainText.Clean(Comment, 0, Longest, lines: true, field: "comment") is { Length: > 0 } said ? said : null }
        : throw new RefusedException(Refusal.Invalid("rating", $"1 to {Best} stars."));

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (!room.IsOver)
        {
            return Refusal.WrongState;
        }

        // Who reads what the others say has no part in it.
        if (By.Can(Capability.SeeModeration))
        {
            return Refusal.NotAllowed;
        }

        return room.Feedback.Of(By.Id) is { } before && before.Rating == Rating && before.Comment == Comment
            ? Decision.Unchanged
            : new FeedbackLeft(Rating, Comment);
    }
}
