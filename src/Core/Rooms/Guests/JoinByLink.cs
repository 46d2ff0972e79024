using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Rooms.Guests;

/// <summary>
/// Lets somebody in by their personal link: the first device at once, any other by a code from the mailbox, so that a letter may be forwarded.
/// Who is signed in comes as their account, to which the registration then belongs.
/// </summary>
public sealed class JoinByLink(
    RegistrationStore registrations, AcceptInvitation accept, BoundDeviceStore devices, PersonStore people, PersonalLinks links, IRoles roles, IStore store, TimeProvider time)
{
    /// <param name="code">As it was typed; null: none was asked for.</param>
    /// <exception cref="RefusedException">
    /// not-found: the link is an older one; banned; wrong-state: called off; too-fast: no more codes now; invalid: not the code; too-late: it is too old, or was tried too often.
    /// </exception>
    public async Task<Joined> Run(Followed link, Caller caller, string? code, CancellationToken ct)
    {
        var (webinar, round) = (link.Webinar, link.Round);
        if (webinar.Status is WebinarStatus.Cancelled)
        {
            throw new RefusedException(Refusal.WrongState);
        }

        return await Retry.WhenStale(async () =>
        {
            var one = await registrations.Get(link.Registration.Id, ct) ?? throw new RefusedException(Refusal.NotFound);
            if (await Leads(webinar, one, caller, ct))
            {
                return new Joined(JoinStep.In, one);
            }

            var bound = (await devices.Get(one.Id, ct)).In(one.Round);
            var known = bound.Has(caller.Device) || caller.Owns(one);
            if (round != one.Round && !known)
            {
                throw new RefusedException(Refusal.NotFound);
            }

            if (one.Role >= Role.Host && caller.Account is null)
            {
                return new Joined(JoinStep.Account, one);
            }

            if (one.Status is RegistrationStatus.Invited)
            {
                one = await accept.Run(webinar.Id, one.Id, ct);
                (round, bound) = (one.Round, bound.In(one.Round));
            }

            return !one.HasSeat ? new Joined(JoinStep.Seat, one)
                : known || (bound.Hashes.Count == 0 && one.PersonId is null && one.Role is null or Role.Attendee) || await Proves(one, bound, code, caller, ct) ? await LetIn(one, bound, caller, ct)
                : new Joined(JoinStep.Code, one);
        });
    }

    /// <summary>Who leads the webinar comes in anyway, and takes nobody's link.</summary>
    private async Task<bool> Leads(Webinar webinar, Registration one, Caller caller, CancellationToken ct)
    {
        var leads = caller.Account is { } account && (await roles.Of(webinar, account.Id, ct) ?? throw new RefusedException(Refusal.Banned)).Has(Capability.Lead);

        // One registration is one person: banned as the guest, banned with the account.
        foreach (var person in one.Everybody)
        {
            if (!leads && await roles.Of(webinar, person, ct) is null)
            {
                throw new RefusedException(Refusal.Banned);
            }
        }

        return leads;
    }

    /// <returns>False: a code is on its way to the mailbox.</returns>
    private async Task<bool> Proves(Registration one, BoundDevices bound, string? code, Caller caller, CancellationToken ct)
    {
        caller.Counts?.Invoke();
        var now = time.GetUtcNow();
        if (code is null)
        {
            var asked = bound.Ask(now);
            if (asked != bound)
            {
                await store.Commit(new Batch([BoundDeviceStore.ToPut(asked)], [new LetterOrder(LetterKind.JoinCode, one.WebinarId, one.Id, asked.Code!.Letter).At(now)]), ct);
            }

            return false;
        }

        if (!bound.IsOpen(now))
        {
            throw new RefusedException(Refusal.TooLate);
        }

        var right = Encoding.UTF8.GetBytes(await links.Code(one, bound.Code!.Letter, ct));
        var typed = Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiDigit)));
        if (!CryptographicOperations.FixedTimeEquals(right, typed))
        {
            // Counted before it is told: whoever asks many times at once has no more tries for it.
            await store.Commit(new Batch(BoundDeviceStore.ToPut(bound.Missed())), ct);
            throw new RefusedException(Refusal.Invalid("code", "This is not the code."));
        }

        return true;
    }

    private async Task<Joined> LetIn(Registration one, BoundDevices bound, Caller caller, CancellationToken ct)
    {
        if (caller.Account is { } account)
        {
            return await Link(one, bound, account, ct);
        }

        List<Put> changed = [];
        var guest = one.GuestId is { } id ? await people.Get(id, ct) : null;
        if (guest?.Name != one.Name)
        {
            guest = (guest ?? new Person(Guid.CreateVersion7(time.GetUtcNow()), null, "", null, null)) with { Name = one.Name };
            changed.Add(PersonStore.ToPut(guest));
        }

        if (one.GuestId is null)
        {
            changed.Add(RegistrationStore.ToPut(one with { GuestId = guest!.Id }));
        }

        var secret = bound.Has(caller.Device) ? null : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        if (secret is not null)
        {
            changed.Add(BoundDeviceStore.ToPut(bound.Bind(secret)));
        }

        await store.Commit(new Batch([.. changed]), ct);
        return new Joined(JoinStep.In, one, secret);
    }

    /// <summary>An account has one registration in a webinar: one with a seat stays, one without gives way.</summary>
    private async Task<Joined> Link(Registration one, BoundDevices bound, Person account, CancellationToken ct)
    {
        var other = await registrations.GetByPerson(one.WebinarId, account.Id, ct);
        if (other?.Id == one.Id || other is { HasSeat: true })
        {
            return new Joined(JoinStep.In, other);
        }

        if (other is not null)
        {
            await store.Commit(new Batch(RegistrationStore.ToPut(other with { PersonId = null })), ct);
        }

        // The devices too, so that another that would be the first at the same moment is not.
        await store.Commit(new Batch(RegistrationStore.ToPut(one.Of(account.Id)), BoundDeviceStore.ToPut(bound with { Code = null })), ct);
        return new Joined(JoinStep.In, one);
    }
}
