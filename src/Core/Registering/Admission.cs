using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Registering;

/// <summary>The one place that says who may come into a webinar, and as what.</summary>
public sealed class Admission(IRoles roles, RegistrationStore registrations)
{
    /// <exception cref="RefusedException">banned; not-registered: this webinar is for those who are.</exception>
    public async Task<Role> Of(Webinar webinar, Guid person, CancellationToken ct)
    {
        var role = await roles.Of(webinar, person, ct) ?? throw new RefusedException(Refusal.Banned);
        return role > Role.Attendee || webinar.Access.Policy is AccessPolicy.Open || await registrations.GetByPerson(webinar.Id, person, ct) is { HasSeat: true }
            ? role
            : throw new RefusedException(Refusal.NotRegistered);
    }
}
