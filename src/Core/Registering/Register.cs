using Webinars.Mail;
using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>Gives somebody a seat, or a place in the line for one. Said again it changes nothing; what is true of an address only its owner learns, by mail.</summary>
public sealed class Register(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, IStore store, TimeProvider time)
{
    private const int LettersADay = 3;

    /// <param name="person">Null: nobody is signed in, and the address is a stranger's word.</param>
    /// <exception cref="RefusedException">not-found, wrong-state (called off), a field's refusal. Never anything that tells whether the address is known.</exception>
    public async Task Run(Guid id, RegistrationRequest request, Person? person, CancellationToken ct)
    {
        var webinar = await webinars.GetVisible(id, person?.Id, ct);
        if (webinar.Status is WebinarStatus.Draft or WebinarStatus.Cancelled)
        {
            throw new RefusedException(Refusal.WrongState);
        }

        var said = (person?.Email is null ? request : request with { Email = person.Email, Name = request.Name ?? person.Name }).Checked(webinar.Access);
        await seats.InLine(id, () => Decide(webinar, said, person, ct), ct);
    }

    private async Task<bool> Decide(Webinar webinar, RegistrationRequest said, Person? person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var known = await registrations.GetByEmail(webinar.Id, said.Email!, ct);
        var taken = await seats.Get(webinar.Id, ct);
        var status = Next(webinar, known, taken);
        if (status is null || known?.Status == status)
        {
            return known is not null && await Remind(known with { PersonId = person?.Id ?? known.PersonId }, now, ct);
        }

        var one = (known ?? new Registration { Id = Guid.CreateVersion7(now), WebinarId = webinar.Id, Email = said.Email!, Name = said.Name!, CreatedAt = now, Round = 0 }) with
        {
            Name = said.Name!,
            Answers = said.Answers!,
            TimeZone = said.TimeZone ?? known?.TimeZone,
            PersonId = person?.Id ?? known?.PersonId,
            Status = status.Value,
            Since = now,
        };
        one = one with { Round = one.Round + 1 };
        var letter = new LetterOrder(Letter(one), webinar.Id, one.Id, $"{one.Round}");
        Put[] changed = one.HasSeat ? [RegistrationStore.ToPut(one), SeatStore.ToPut(taken with { Taken = taken.Taken + 1 })] : [RegistrationStore.ToPut(one)];
        await store.Commit(new Batch(changed, [letter.At(now)]), ct);
        return true;
    }

    /// <returns>Null: nothing changes, and nothing is said.</returns>
    private static RegistrationStatus? Next(Webinar webinar, Registration? known, Seats taken) => (webinar.Access.Policy, known?.Status) switch
    {
        (_, RegistrationStatus.Registered or RegistrationStatus.Pending or RegistrationStatus.Waitlisted or RegistrationStatus.Declined) => known.Status,
        (AccessPolicy.InviteOnly, null) => null,
        (AccessPolicy.Approval, null or RegistrationStatus.Cancelled) => RegistrationStatus.Pending,
        _ => webinar.Access.Capacity <= taken.Taken ? RegistrationStatus.Waitlisted : RegistrationStatus.Registered,
    };

    private static LetterKind Letter(Registration one) => one.Status switch
    {
        RegistrationStatus.Pending => LetterKind.Pending,
        RegistrationStatus.Waitlisted => LetterKind.Waitlisted,
        _ => LetterKind.Confirmation,
    };

    /// <summary>Somebody asks again: whoever reads that mailbox is told how things stand, a few times a day.</summary>
    private async Task<bool> Remind(Registration known, DateTimeOffset now, CancellationToken ct)
    {
        var today = known.Asked.Where(at => at > now.AddDays(-1)).ToList();
        if (today.Count >= LettersADay || known.Status is RegistrationStatus.Declined)
        {
            return false;
        }

        var kind = known.HasSeat ? LetterKind.YourLink : Letter(known);
        var letter = new LetterOrder(kind, known.WebinarId, known.Id, $"{known.Round}.{now.ToUnixTimeMilliseconds()}");
        await store.Commit(new Batch([RegistrationStore.ToPut(known with { Asked = [.. today, now] })], [letter.At(now)]), ct);
        return true;
    }
}
