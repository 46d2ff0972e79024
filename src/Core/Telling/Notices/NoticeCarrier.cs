using System.Text.Json;
using Webinars.Notifications;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Telling.Notices;

/// <summary>Shows one notice to up to a thousand people with one call.</summary>
public sealed class NoticeCarrier(NoticeDesk desk, INotificationService service, NoticePace pace) : ICarrier
{
    public string Kind => NoticeOrder.Delivery;

    public double? PerSecond => pace.Triggers;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct)
    {
        var order = NoticeOrder.Read(delivery);
        return await desk.Write(order, delivery.DueAt, ct) is { } notice
            ? new Parcel(JsonSerializer.Serialize(notice, StoredJson.Options), $"{order.Kind} to {notice.Recipients.Count} people")
            : null;
    }

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var order = NoticeOrder.Read(delivery);
        var notice = JsonSerializer.Deserialize<Notification>(parcel, StoredJson.Options)!;
        if (NoticeWorkflows.CalledBackBy(order.Kind) is { } workflow && NoticeWorkflows.CancellationKey(NoticeKind.StartsInADay, order.Webinar) is { } key)
        {
            await service.Cancel(workflow, key, notice.Recipients, ct);
        }

        await service.Trigger(notice with { Data = notice.Data.ToDictionary(one => one.Key, one => Plain((JsonElement)one.Value)) }, idempotencyKey, ct);
        return new Batch();
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());

    /// <summary>As it was before it was kept: not every client of the vendor writes a <see cref="JsonElement"/>.</summary>
    private static object Plain(JsonElement value) => value.ValueKind is JsonValueKind.Number ? value.GetInt64() : value.GetString()!;
}
