using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>Somebody takes their registration back, or a host does: then only a host lets them in again. The first in the line gets the seat; a role that was offered with it is gone.</summary>
public sealed class CancelRegistration(RegistrationStore registrations, SeatStore seats, SeatPlan plan)
{
    /// <exception cref="RefusedException">not-found.</exception>
    public async Task Run(Guid webinar, Guid registration, CancellationToken ct, bool byHost = false) => await seats.InLine(
        webinar,
        async () =>
        {
            var one = await registrations.Get(registration, ct);
            if (one?.WebinarId != webinar)
            {
                throw new RefusedException(Refusal.NotFound);
            }

            if (one.Status is not (RegistrationStatus.Cancelled or RegistrationStatus.Declined))
            {
                await plan.Save(one, one with { Status = byHost ? RegistrationStatus.Declined : RegistrationStatus.Cancelled, Role = null, WasInvited = one.WasInvited && !byHost }, null, ct);
            }

            return true;
        },
        ct);
}
