using Webinars.Mail;
using Webinars.People;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>Gives somebody a seat, or a place in the line for one. Said again it changes nothing; what is true of an address only its owner learns, by mail.</summary>
public sealed class Register(
    WebinarStore webinars, RegistrationStore registrations, FindRegistration find, SeatStore seats, SeatPlan plan, IStore store, TimeProvider time)
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

        // Who has no verified address, a guest too, is as a stranger here: what they say of one proves nothing.
        person = EmailAddress.Read(person?.Email) is null ? null : person;
        var said = (person is null ? request : request with { Email = person.Email, Name = request.Name ?? person.Name }).Checked(webinar.Access);
        await seats.InLine(id, () => Decide(id, said, person, ct), ct);
    }

    private async Task<bool> Decide(Guid id, RegistrationRequest said, Person? person, CancellationToken ct)
    {
        // In this order: a host who changes who may come makes the seats another version afterwards.
        var seen = await seats.Get(id, ct);
        var webinar = (await webinars.Get(id, ct))!;
        var now = time.GetUtcNow();
        var known = person is null ? await registrations.GetByEmail(id, said.Email!, ct) : await find.Run(id, person.Id, said.Email, ct);
        if (webinar.Access.Policy is AccessPolicy.InviteOnly && known is null or { Status: RegistrationStatus.Cancelled, WasInvited: false })
        {
            return false;
        }

        // Who was invited says yes themselves: signed in with that address, or by the link in that mailbox.
        if (known is { Status: not (RegistrationStatus.Cancelled or RegistrationStatus.Invited) } || (known is { Status: RegistrationStatus.Invited } && person is null))
        {
            return await TellAgain(known, now, ct);
        }

        // Who was invited need not be let in again.
        var status = webinar.Access.Policy is AccessPolicy.Approval && known is not { Status: RegistrationStatus.Invited }
            ? RegistrationStatus.Pending
            : await plan.Place(webinar, seen, ct);
        var start = known ?? new Registration { Id = Guid.CreateVersion7(now), WebinarId = id, Email = said.Email!, Name = said.Name!, CreatedAt = now };
        await plan.Save(
            known,
            start with { Email = person is null ? start.Email : said.Email!, Name = said.Name!, Answers = said.Answers!, TimeZone = said.TimeZone ?? start.TimeZone, PersonId = person?.Id ?? start.PersonId, Status = status },
            Letter(status),
            ct,
            seen);
        return true;
    }

    private static LetterKind Letter(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Pending => LetterKind.Pending,
        RegistrationStatus.Waitlisted => LetterKind.Waitlisted,
        RegistrationStatus.Invited => LetterKind.Invitation,
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
