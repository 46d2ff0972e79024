using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>Somebody takes their registration back; the first in the line gets the seat.</summary>
public sealed class CancelRegistration(RegistrationStore registrations, SeatStore seats, SeatPlan plan)
{
    /// <exception cref="RefusedException">not-found.</exception>
    public async Task Run(Guid webinar, Guid registration, CancellationToken ct) => await seats.InLine(
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
                await plan.Save(one, one with { Status = RegistrationStatus.Cancelled }, null, ct);
            }

            return true;
        },
        ct);
}
