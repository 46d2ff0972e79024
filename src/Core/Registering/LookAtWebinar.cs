using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Registering;

/// <summary>What somebody may know of a webinar before they come in.</summary>
/// <param name="Whole">False: only its title and its time, for it is for those who were invited.</param>
/// <param name="Full">Who registers now has to wait for a seat. Null where seats are not counted, or not theirs to know.</param>
/// <param name="SeatsLeft">For who leads it: to others a number that moves would tell whose address is registered already.</param>
/// <param name="Role">Null: nobody is signed in, or they were banned.</param>
public sealed record WebinarSight(Webinar Webinar, bool Whole, bool? Full, int? SeatsLeft, Role? Role)
{
    public bool Leads => Role is { } role && role.Has(Capability.Lead);
}

/// <summary>Shows a webinar to anybody who has its link, and of it what is theirs to see.</summary>
public sealed class LookAtWebinar(WebinarStore webinars, Admission admission, IRoles roles, SeatStore seats, SeatPlan plan)
{
    /// <param name="person">Null: nobody is signed in.</param>
    /// <exception cref="RefusedException">not-found.</exception>
    public async Task<WebinarSight> Run(Guid id, Guid? person, CancellationToken ct) => await Of(await webinars.GetVisible(id, person, ct), person, ct);

    /// <returns>Null when there is none, or none for this person.</returns>
    public async Task<WebinarSight?> Run(string slug, Guid? person, CancellationToken ct) =>
        await webinars.GetBySlug(slug, ct) is { } webinar && webinar.IsVisibleTo(person) ? await Of(webinar, person, ct) : null;

    private async Task<WebinarSight> Of(Webinar webinar, Guid? person, CancellationToken ct)
    {
        var role = person is { } one ? await roles.Of(webinar, one, ct) : null;
        var whole = await admission.MayRead(webinar, person, ct);
        if (!whole || webinar.Access.Capacity is not { } capacity)
        {
            return new WebinarSight(webinar, whole, null, null, role);
        }

        var seen = await seats.Get(webinar.Id, ct);
        var full = await plan.Place(webinar, seen, ct) is RegistrationStatus.Waitlisted;
        return new WebinarSight(webinar, true, full, role is { } theirs && theirs.Has(Capability.Lead) ? Math.Max(0, capacity - seen.Taken) : null, role);
    }
}
