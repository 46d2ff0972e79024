namespace Webinars.Sandbox.Webhooks;

/// <summary>When a refused webhook comes again.</summary>
/// <param name="GiveUpAfter">Since the event; null: after the last delay.</param>
/// <param name="Delays">After the first attempt, the second, …; the last one again and again while <paramref name="GiveUpAfter"/> allows.</param>
internal sealed record RetrySchedule(TimeSpan? GiveUpAfter, params TimeSpan[] Delays)
{
    public DateTimeOffset? Next(Webhook webhook, DateTimeOffset now)
    {
        if (GiveUpAfter is null && webhook.Attempts.Count > Delays.Length)
        {
            return null;
        }

        var next = now + Delays[Math.Min(webhook.Attempts.Count, Delays.Length) - 1];
        return next > webhook.CreatedAt + GiveUpAfter ? null : next;
    }
}
