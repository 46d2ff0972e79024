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
        var (webinar, _) = await webinars.GetFor(id, host, Capability.Lead, ct);
        return await seats.InLine(
            id,
            async () =>
            {
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
                return (approve, one.Status) switch
                {
                    (true, _) when isIn => one,
                    (false, RegistrationStatus.Declined) => one,
                    (false, _) => await To(one, RegistrationStatus.Declined, LetterKind.Declined),
                    _ when webinar.Access.Capacity <= (await seats.Get(id, ct)).Taken => await To(one, RegistrationStatus.Waitlisted, LetterKind.Waitlisted),
                    _ => await To(one, RegistrationStatus.Registered, LetterKind.Confirmation),
                };
            },
            ct);

        async Task<Registration> To(Registration one, RegistrationStatus status, LetterKind letter)
        {
            var after = one with { Status = status };
            await plan.Save(one, after, letter, ct);
            return after;
        }
    }
}
