using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>
/// Gives seats to those who wait, after a host has let more people come: first who waits for a seat, then who waited for a word that is not needed any more, each first come first served.
/// One commit for each of them with the letter, so that whoever dies in between leaves nobody out and writes to nobody twice.
/// </summary>
public sealed class MoveUp(WebinarStore webinars, RegistrationStore registrations, SeatStore seats, SeatPlan plan) : ICarrier
{
    public string Kind => MayCome.Delivery;

    public double? PerSecond => null;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct) =>
        await webinars.Get(MayCome.Read(delivery).Webinar, ct) is { } webinar ? new Parcel("{}", $"Seats for who waits for “{webinar.Title}”") : null;

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var id = MayCome.Read(delivery).Webinar;
        while (await seats.InLine(id, () => Next(id, ct), ct))
        {
        }

        return new Batch();
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());

    /// <returns>False when nobody is left whom this changes anything for.</returns>
    private async Task<bool> Next(Guid id, CancellationToken ct)
    {
        var seen = await seats.Get(id, ct);
        var webinar = (await webinars.Get(id, ct))!;
        var full = webinar.Access.Capacity <= seen.Taken;
        if (!full && await First(id, RegistrationStatus.Waitlisted, ct) is { } waiting)
        {
            await plan.Save(waiting, waiting with { Status = RegistrationStatus.Registered }, LetterKind.Confirmation, ct, seen);
            return true;
        }

        if (webinar.Access.Policy is AccessPolicy.Open or AccessPolicy.Registered && await First(id, RegistrationStatus.Pending, ct) is { } pending)
        {
            await (full
                ? plan.Save(pending, pending with { Status = RegistrationStatus.Waitlisted }, LetterKind.Waitlisted, ct, seen)
                : plan.Save(pending, pending with { Status = RegistrationStatus.Registered }, LetterKind.Confirmation, ct, seen));
            return true;
        }

        // Whoever decided on what was true before this, on any node, decides again.
        await plan.Touch(seen, ct);
        return false;
    }

    private async Task<Registration?> First(Guid webinar, RegistrationStatus status, CancellationToken ct) =>
        await registrations.Find(webinar, status, null, 1, ct) is [var first] ? first : null;
}
