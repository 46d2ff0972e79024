using Webinars.Mail;
using Webinars.People;
using Webinars.Scheduling;

namespace Webinars.Registering;

/// <summary>A host lets somebody in, or not; both may be said later of who was not, or was.</summary>
public sealed class DecideRegistration(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, SeatPlan plan)
{
    /// <exception cref="RefusedException">not-found, banned, not-allowed, wrong-state: they took it back, or have not answered an invitation.</exception>
    public async Task<Registration> Run(Guid id, Guid registration, bool approve, Person host, CancellationToken ct)
    {
        await webinars.GetFor(id, host, Capability.Lead, ct);
        return await seats.InLine(
            id,
            async () =>
            {
                var seen = await seats.Get(id, ct);
                var one = await registrations.Get(registration, ct);
                if (one?.WebinarId != id)
                {
                    throw new RefusedException(Refusal.NotFound);
                }

                if (one.Status is RegistrationStatus.Cancelled or RegistrationStatus.Invited)
                {
                    throw new RefusedException(Refusal.WrongState);
                }

                var isIn = one.Status is RegistrationStatus.Registered or RegistrationStatus.Waitlisted;
                if (approve ? isIn : one.Status is RegistrationStatus.Declined)
                {
                    return one;
                }

                var status = approve ? await plan.Place((await webinars.Get(id, ct))!, seen, ct) : RegistrationStatus.Declined;
                var after = one with { Status = status };
                await plan.Save(one, after, Letter(status), ct, seen);
                return after;
            },
            ct);
    }

    private static LetterKind Letter(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Declined => LetterKind.Declined,
        RegistrationStatus.Waitlisted => LetterKind.Waitlisted,
        _ => LetterKind.Confirmation,
    };
}
