using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>What one change of a registration means for the seats: who has one, who gets the one that is freed, and what they are told.</summary>
public sealed class SeatPlan(RegistrationStore registrations, SeatStore seats, IStore store, TimeProvider time)
{
    /// <summary>Somebody had a seat, as given, and has none any more. Raised after the commit: handlers only take note.</summary>
    public event Action<Registration>? Left;

    /// <summary>Saves a registration with another status, moves the line up, and sends the letters of it.</summary>
    /// <param name="before">As it is stored; null: new.</param>
    /// <param name="letter">To whose registration it is; null: none.</param>
    /// <exception cref="StaleDocumentException">Another node was quicker.</exception>
    public async Task Save(Registration? before, Registration after, LetterKind? letter, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        after = after with { Round = before?.Status == after.Status ? after.Round : (before?.Round ?? 0) + 1, Since = now };
        List<Put> changed = [RegistrationStore.ToPut(after)];
        List<NewDelivery> letters = letter is { } kind ? [new LetterOrder(kind, after.WebinarId, after.Id, $"{after.Round}").At(now)] : [];
        var (had, has) = (before is { HasSeat: true }, after.HasSeat);
        if (had && !has && await Waiting(after.WebinarId, ct) is { } next)
        {
            var moved = next with { Status = RegistrationStatus.Registered, Since = now, Round = next.Round + 1 };
            changed.Add(RegistrationStore.ToPut(moved));
            letters.Add(new LetterOrder(LetterKind.Confirmation, moved.WebinarId, moved.Id, $"{moved.Round}").At(now));
            changed.Add(SeatStore.ToPut(await seats.Get(after.WebinarId, ct)));
        }
        else if (had != has)
        {
            var taken = await seats.Get(after.WebinarId, ct);
            changed.Add(SeatStore.ToPut(taken with { Taken = taken.Taken + (has ? 1 : -1) }));
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
            Left?.Invoke(before!);
        }
    }

    private async Task<Registration?> Waiting(Guid webinar, CancellationToken ct) =>
        await registrations.Find(webinar, RegistrationStatus.Waitlisted, null, 1, ct) is [var first] ? first : null;
}
