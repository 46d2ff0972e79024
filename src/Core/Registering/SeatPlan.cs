using Webinars.Mail;
using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>What one change of a registration means for the seats: who has one, who gets the one that is freed, and what they are told.</summary>
public sealed class SeatPlan(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, IRoomConnections rooms, IStore store, TimeProvider time)
{
    /// <summary>Where somebody stands who may come now: who waits already is first in the line.</summary>
    /// <param name="seen">Read before the webinar was: to be given to <see cref="Save"/>.</param>
    public async Task<RegistrationStatus> Place(Webinar webinar, Seats seen, CancellationToken ct) =>
        webinar.Access.Capacity is { } capacity && (capacity <= seen.Taken || await Waiting(webinar.Id, ct) is not null) ? RegistrationStatus.Waitlisted : RegistrationStatus.Registered;

    /// <summary>Saves a registration with another status, moves the line up, and sends the letters of it.</summary>
    /// <param name="before">As it is stored; null: new.</param>
    /// <param name="letter">To whose registration it is; null: none.</param>
    /// <param name="seen">The seats on which the status was decided; null: they did not matter.</param>
    /// <exception cref="StaleDocumentException">Another node was quicker.</exception>
    public async Task Save(Registration? before, Registration after, LetterKind? letter, CancellationToken ct, Seats? seen = null)
    {
        var now = time.GetUtcNow();
        after = after with { Round = before?.Status == after.Status ? after.Round : (before?.Round ?? 0) + 1, Since = now };
        List<NewDelivery> letters = [];
        if (letter is { } kind && after.MayBeTold(now))
        {
            after = after.TellAt(now);
            letters.Add(new LetterOrder(kind, after.WebinarId, after.Id, $"{after.Round}").At(now));
        }

        List<Put> changed = [RegistrationStore.ToPut(after)];
        letters.AddRange(RegistrationNotices.Of(before, after, now));
        var (had, has) = (before is { HasSeat: true }, after.HasSeat);
        var taken = seen ?? await seats.Get(after.WebinarId, ct);
        if (had && !has && await Next(taken, ct) is { } next)
        {
            var moved = next with { Status = RegistrationStatus.Registered, Since = now, Round = next.Round + 1 };
            changed.Add(RegistrationStore.ToPut(moved));
            letters.Add(new LetterOrder(LetterKind.Confirmation, moved.WebinarId, moved.Id, $"{moved.Round}").At(now));
            letters.AddRange(RegistrationNotices.Of(next, moved, now));
            changed.Add(SeatStore.ToPut(taken));
        }
        else if (had != has || after.Status is RegistrationStatus.Waitlisted)
        {
            changed.Add(SeatStore.ToPut(taken with { Taken = taken.Taken + (has ? 1 : 0) - (had ? 1 : 0) }));
        }

        try
        {
            await store.Commit(new Batch(changed, letters), ct);
        }
        catch (KeyTakenException)
        {
            // Another node was told of the same address at the same time.
            throw new StaleDocumentException("registration", $"{after.Id}");
        }

        if (had && !has)
        {
            // Stored first: who comes back is asked for a seat. Without an account one is nobody without it, also where everybody may come.
            var isOpen = (await webinars.Get(after.WebinarId, ct))?.Access.Policy is AccessPolicy.Open;
            foreach (var person in new[] { isOpen ? null : after.PersonId, after.GuestId }.OfType<Guid>())
            {
                rooms.EndIn(after.WebinarId, person);
            }
        }
    }

    /// <summary>Makes stale what was decided on these seats and is not saved yet.</summary>
    /// <exception cref="StaleDocumentException">They are not the newest.</exception>
    public Task Touch(Seats seen, CancellationToken ct) => store.Commit(new Batch(SeatStore.ToPut(seen)), ct);

    /// <summary>Who gets a seat that is freed; nobody while more have one than there are now.</summary>
    private async Task<Registration?> Next(Seats taken, CancellationToken ct) =>
        (await webinars.Get(taken.Webinar, ct))?.Access.Capacity < taken.Taken ? null : await Waiting(taken.Webinar, ct);

    private async Task<Registration?> Waiting(Guid webinar, CancellationToken ct) =>
        await registrations.Find(webinar, RegistrationStatus.Waitlisted, null, 1, ct) is [var first] ? first : null;
}
