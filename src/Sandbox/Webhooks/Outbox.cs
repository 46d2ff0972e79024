namespace Webinars.Sandbox.Webhooks;

/// <summary>Webhooks that wait, and the latest of those that do not: oldest first.</summary>
internal static class Outbox
{
    private const int Kept = 200;

    public static void Tell<T>(this List<T> webhooks, T webhook) where T : Webhook
    {
        webhooks.Add(webhook);
        webhooks.Trim();
    }

    public static T? NextDue<T>(this List<T> webhooks, string queue, DateTimeOffset now) where T : Webhook =>
        webhooks.Find(x => x.DueAt <= now && x.Queue == queue);

    /// <param name="now">When the attempt was over; the delay counts from then.</param>
    public static void Note<T>(this List<T> webhooks, string id, Attempt attempt, DateTimeOffset now, RetrySchedule retry) where T : Webhook
    {
        if (webhooks.Find(x => x.Id == id) is { } webhook)
        {
            webhook.Attempts.Add(attempt);
            webhook.DueAt = webhook.Delivered ? null : retry.Next(webhook, now);
            webhooks.Trim();
        }
    }

    /// <summary>Gives what still waits another time.</summary>
    public static void Postpone<T>(this List<T> webhooks, string id, DateTimeOffset until) where T : Webhook
    {
        if (webhooks.Find(x => x.Id == id) is { DueAt: not null } webhook)
        {
            webhook.DueAt = until;
        }
    }

    private static void Trim<T>(this List<T> webhooks) where T : Webhook
    {
        var surplus = webhooks.Count - Kept;
        if (surplus > 0)
        {
            var settled = webhooks.Where(x => x.DueAt is null).Take(surplus).ToHashSet();
            webhooks.RemoveAll(settled.Contains);
        }
    }
}
