using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Registering;

/// <summary>The one place that says who may come into a webinar, and as what.</summary>
public sealed class Admission(WebinarStore webinars, IRoles roles, FindRegistration registrations)
{
    /// <exception cref="RefusedException">banned; not-registered: this webinar is for those who are.</exception>
    public async Task<Role> Of(Webinar webinar, Guid person, CancellationToken ct)
    {
        var role = await roles.Of(webinar, person, ct) ?? throw new RefusedException(Refusal.Banned);
        var one = role is Role.Owner ? null : await registrations.Run(webinar.Id, person, ct);

        // Who comes by a personal link and with an account is one: banned as the one, banned as the other.
        foreach (var other in one?.Everybody.Where(other => other != person) ?? [])
        {
            if (await roles.Of(webinar, other, ct) is null)
            {
                throw new RefusedException(Refusal.Banned);
            }
        }

        return role > Role.Attendee || webinar.Access.Policy is AccessPolicy.Open || one is { HasSeat: true }
            ? role
            : throw new RefusedException(Refusal.NotRegistered);
    }

    /// <summary>Whether who was let in may still be there: their ticket may be older than a host's second thoughts.</summary>
    public async Task<bool> Again(Guid webinarId, Guid person, CancellationToken ct)
    {
        try
        {
            return await webinars.Get(webinarId, ct) is { } webinar && (webinar.Access.Policy is AccessPolicy.Open || await Of(webinar, person, ct) >= Role.Attendee);
        }
        catch (RefusedException)
        {
            return false;
        }
    }

    /// <summary>Whether somebody may read what is said of it: of one that is for who was invited, others see that it is there and when, no more.</summary>
    /// <param name="person">Null: nobody is signed in.</param>
    public async Task<bool> MayRead(Webinar webinar, Guid? person, CancellationToken ct) =>
        webinar.Access.Policy is not AccessPolicy.InviteOnly
        || (person is { } one && (await roles.Of(webinar, one, ct) > Role.Attendee
            || await registrations.Run(webinar.Id, one, ct) is { Status: not (RegistrationStatus.Declined or RegistrationStatus.Pending or RegistrationStatus.Cancelled) }));
}
