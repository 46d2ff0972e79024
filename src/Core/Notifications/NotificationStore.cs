using Webinars.Storage;

namespace Webinars.Notifications;

/// <summary>What became of notices, as documents by the vendor's id. What they said is not kept.</summary>
public sealed class NotificationStore(IStore store)
{
    private const string Kind = "notification";

    public async Task<NotificationState?> Get(string id, CancellationToken ct) =>
        await store.Get(Kind, id, ct) is { } document ? document.Read<NotificationState>()! with { Version = document.Version } : null;

    public static Put ToPut(NotificationState state) => StoredJson.Put(Kind, state.Id, state, state.Version, []);
}
