namespace Webinars.Notifications;

/// <summary>Who shows notices inside the pages to signed-in people. Every call throws <see cref="VendorException"/>.</summary>
public interface INotificationService
{
    /// <summary>As many as one trigger may reach.</summary>
    const int MostRecipients = 1000;

    const int LongestKey = 255;

    /// <summary>Tells the vendor who somebody is; said again, it replaces what it knew.</summary>
    Task Identify(NotifiedPerson person, CancellationToken ct);

    /// <summary>The vendor forgets them and what it showed them. Whom it does not know it has forgotten.</summary>
    Task Forget(Guid person, CancellationToken ct);

    /// <param name="idempotencyKey">1 to <see cref="LongestKey"/> visible ASCII characters. Sent again with the same key within 24 h, nobody is notified twice.</param>
    /// <returns>The vendor's id of the run.</returns>
    /// <exception cref="ArgumentException">The key or the number of recipients is not within these limits; the vendor was not asked.</exception>
    Task<string> Trigger(Notification notification, string idempotencyKey, CancellationToken ct);

    /// <summary>What still waits in a delay or a batch is not shown.</summary>
    /// <param name="cancellationKey">As it was triggered with.</param>
    /// <param name="recipients">Null: to nobody of them.</param>
    Task Cancel(string workflow, string cancellationKey, IReadOnlyList<Guid>? recipients, CancellationToken ct);

    /// <summary>What somebody sees in their bell, the newest first.</summary>
    /// <param name="max">1 to 50.</param>
    /// <param name="before">The <see cref="FeedPage.Next"/> of the page before; null: the newest.</param>
    Task<FeedPage> Feed(Guid person, int max, string? before, CancellationToken ct);

    /// <summary>Which workflows somebody wants to see; absent: all.</summary>
    Task<IReadOnlyDictionary<string, bool>> GetPreferences(Guid person, CancellationToken ct);

    /// <summary>What is not named stays as it is.</summary>
    Task SetPreferences(Guid person, IReadOnlyDictionary<string, bool> wanted, CancellationToken ct);
}

/// <param name="Avatar">Address of a picture.</param>
public sealed record NotifiedPerson(Guid Id, string Name, string? Email, string? Avatar);

/// <param name="Workflow">Key of the vendor's workflow, e.g. <c>webinar-live</c>.</param>
/// <param name="Recipients">1 to <see cref="INotificationService.MostRecipients"/>.</param>
/// <param name="Data">What the notice is made of: text, numbers and truth values.</param>
/// <param name="Actor">Who did what it tells of.</param>
/// <param name="CancellationKey">By which it can be called back while it waits.</param>
public sealed record Notification(
    string Workflow, IReadOnlyList<Guid> Recipients, IReadOnlyDictionary<string, object> Data, Guid? Actor = null, string? CancellationKey = null, string? Tenant = null);

public sealed record FeedPage(IReadOnlyList<FeedItem> Items, int Unread, int Unseen, string? Next);

/// <param name="Data">As it was triggered.</param>
public sealed record FeedItem(string Id, string Workflow, IReadOnlyDictionary<string, string> Data, DateTimeOffset At, DateTimeOffset? SeenAt, DateTimeOffset? ReadAt);
