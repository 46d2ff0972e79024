using Webinars.Mail;
using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>Gives somebody a seat, or a place in the line for one. Said again it changes nothing; what is true of an address only its owner learns, by mail.</summary>
public sealed class Register(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, SeatPlan plan, IStore store, TimeProvider time)
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

        // Who only wrote the address down is not its owner, signed in or not.
        await seats.InLine(id, () => Decide(webinar, said, person?.Email is null ? null : person, ct), ct);
    }

    private async Task<bool> Decide(Webinar webinar, RegistrationRequest said, Person? person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var known = await registrations.GetByEmail(webinar.Id, said.Email!, ct);
        if (known is null && webinar.Access.Policy is AccessPolicy.InviteOnly)
        {
            return false;
        }

        if (known is { Status: not (RegistrationStatus.Cancelled or RegistrationStatus.Invited) })
        {
            return await TellAgain(known with { PersonId = person?.Id ?? known.PersonId }, now, ct);
        }

        var one = known ?? new Registration { Id = Guid.CreateVersion7(now), WebinarId = webinar.Id, Email = said.Email!, Name = said.Name!, CreatedAt = now };
        var status = await Place(webinar, known, ct);
        await plan.Save(
            known,
            one with { Name = said.Name!, Answers = said.Answers!, TimeZone = said.TimeZone ?? one.TimeZone, PersonId = person?.Id ?? one.PersonId, Status = status },
            Letter(status),
            ct);
        return true;
    }

    /// <summary>Who was invited need not be let in again.</summary>
    private async Task<RegistrationStatus> Place(Webinar webinar, Registration? known, CancellationToken ct) =>
        webinar.Access.Policy is AccessPolicy.Approval && known is not { Status: RegistrationStatus.Invited } ? RegistrationStatus.Pending
        : webinar.Access.Capacity <= (await seats.Get(webinar.Id, ct)).Taken ? RegistrationStatus.Waitlisted
        : RegistrationStatus.Registered;

    private static LetterKind Letter(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Pending => LetterKind.Pending,
        RegistrationStatus.Waitlisted => LetterKind.Waitlisted,
        _ => LetterKind.Confirmation,
    };

    /// <summary>Somebody asks again: whoever reads that mailbox is told how things stand, a few times a day.</summary>
    private async Task<bool> TellAgain(Registration known, DateTimeOffset now, CancellationToken ct)
    {
        var today = known.Asked.Where(at => at > now.AddDays(-1)).ToList();
        if (today.Count >= LettersADay || known.Status is RegistrationStatus.Declined)
        {
            return false;
        }

        var kind = known.HasSeat ? LetterKind.YourLink : Letter(known.Status);
        var letter = new LetterOrder(kind, known.WebinarId, known.Id, $"{known.Round}.{now.ToUnixTimeMilliseconds()}");
        await store.Commit(new Batch([RegistrationStore.ToPut(known with { Asked = [.. today, now] })], [letter.At(now)]), ct);
        return true;
    }
}
