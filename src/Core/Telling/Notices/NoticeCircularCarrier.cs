using Webinars.Notifications;
using Webinars.Outbox;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Telling.Notices;

/// <summary>Turns a notice to all who are registered into notices to a thousand of them each; who of these is to be told is seen when it leaves.</summary>
public sealed class NoticeCircularCarrier(WebinarStore webinars, RegistrationStore registrations, IStore store, TimeProvider time) : ICarrier
{
    private readonly RegistrationPages _pages = new(registrations, store);

    public string Kind => NoticeOrder.ToAll;

    public double? PerSecond => null;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct)
    {
        var order = NoticeOrder.Read(delivery);
        return await webinars.Get(order.Webinar, ct) is { } webinar && NoticeSense.Holds(order, webinar, delivery.DueAt, time.GetUtcNow())
            ? new Parcel("{}", $"{order.Kind} to all of “{webinar.Title}”")
            : null;
    }

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var order = NoticeOrder.Read(delivery);
        await _pages.Each(order.Key, order.Webinar, RegistrationStatus.Registered, INotificationService.MostRecipients, Made, ct);
        return new Batch();

        Task<IEnumerable<NewDelivery>> Made(IReadOnlyList<Registration> page)
        {
            List<Guid> people = [.. page.Select(one => one.PersonId).OfType<Guid>()];
            return Task.FromResult<IEnumerable<NewDelivery>>(people.Count == 0 ? [] : [(order with { To = people }).At(time.GetUtcNow())]);
        }
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());
}
