using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Notifications;

/// <summary>Keeps what became of a notice. Repeated signals do nothing, late ones take nothing back.</summary>
public sealed class ApplyNotificationSignal(IStore store, NotificationStore notifications, Inbox inbox, TimeProvider time)
{
    /// <param name="eventId">The same each time the vendor sends it.</param>
    /// <returns>False when it was applied before.</returns>
    public Task<bool> Run(string vendor, string eventId, NotificationSignal signal, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        if (await inbox.Has(vendor, eventId, ct))
        {
            return false;
        }

        var known = await notifications.Get(signal.MessageId, ct) ?? new NotificationState(signal.MessageId, signal.Recipient, signal.Workflow);
        await store.Commit(new Batch(NotificationStore.ToPut(known.After(signal)), Inbox.ToPut(vendor, eventId, time.GetUtcNow())), ct);
        return true;
    });
}
