using Webinars.Mail;
using Webinars.Scheduling;

namespace Webinars.Registering;

/// <summary>Who was invited says yes: a seat, or where all are taken a place in the line. Said again it changes nothing.</summary>
public sealed class AcceptInvitation(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, SeatPlan plan)
{
    /// <exception cref="RefusedException">not-found.</exception>
    public Task<Registration> Run(Guid webinarId, Guid registration, CancellationToken ct) => seats.InLine(
        webinarId,
        async () =>
        {
            // In this order: a host who changes how many may come makes the seats another version afterwards.
            var seen = await seats.Get(webinarId, ct);
            var webinar = await webinars.Get(webinarId, ct) ?? throw new RefusedException(Refusal.NotFound);
            var one = await registrations.Get(registration, ct) ?? throw new RefusedException(Refusal.NotFound);
            if (one.Status is not RegistrationStatus.Invited)
            {
                return one;
            }

            var status = await plan.Place(webinar, seen, ct);
            await plan.Save(one, one with { Status = status }, status is RegistrationStatus.Waitlisted ? LetterKind.Waitlisted : LetterKind.Confirmation, ct, seen);
            return (await registrations.Get(registration, ct))!;
        },
        ct);
}
