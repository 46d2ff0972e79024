using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Rooms.Feedback;

/// <param name="By">As whom the reader of the letter speaks.</param>
/// <param name="Before">What they said before, here or in the room.</param>
public sealed record FeedbackLetter(Webinar Webinar, Actor By, OwnFeedback? Before);

/// <summary>Feedback through the link in a letter: nobody signs in, the link says who it is. In the room it is the same person's, so there is one of each.</summary>
public sealed class FeedbackByLetter(FollowLink links, LiveRooms rooms)
{
    /// <summary>Changes nothing: programs that look at mail open links too.</summary>
    /// <returns>Null: the link is not ours, or of a registration that is another now.</returns>
    public async Task<FeedbackLetter?> Open(string? token, CancellationToken ct)
    {
        if (await links.Run(LinkPurpose.Feedback, token, ct) is not { IsCurrent: true, Registration: { HasSeat: true } to, Webinar: var webinar })
        {
            return null;
        }

        var room = (await rooms.Open(webinar.Id).WaitAsync(ct)).State;
        Guid[] known = [.. to.People, to.Id];

        // Who signed up after having answered was somebody else then: that answer is the one to change.
        var you = known.FirstOrDefault(one => room.Feedback.Of(one) is not null, known[0]);
        var left = room.Feedback.Of(you);
        return new FeedbackLetter(webinar, new Actor(you, to.Name, room.RoleOf(you)), left is null ? null : new OwnFeedback(left.Rating, left.Comment));
    }

    /// <exception cref="RefusedException">not-found: see <see cref="Open"/>; those of <see cref="LeaveFeedback"/>; banned, too-fast, busy.</exception>
    public async Task Leave(string? token, int rating, string? comment, CancellationToken ct)
    {
        var letter = await Open(token, ct) ?? throw new RefusedException(Refusal.NotFound);
        var room = await rooms.Open(letter.Webinar.Id).WaitAsync(ct);

        // Sent twice it says the same twice, which changes nothing: so every time may be another action.
        await room.Post(new LeaveFeedback(letter.By, $"letter-{Guid.NewGuid():N}", rating, comment)).WaitAsync(ct);
    }
}
